package org.soundlift.app.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager systemd. Where it has started this process and has named a socket (sd_notify(3), sd_watchdog_enabled(3)), it
 * hears when the service is ready, that it lives, and when it begins to end. Anywhere else nothing happens.
 */
public final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> watchdog;

    private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    public static ServiceManager of(Map<String, String> environment) {
        Optional<NotifySocket> socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(path -> path.startsWith("/") || path.startsWith("@"))
                .map(NotifySocket::new);
        boolean isForUs = Optional.ofNullable(environment.get("WATCHDOG_PID"))
                .map(pid -> pid.equals("" + ProcessHandle.current().pid()))
                .orElse(true);
        Optional<Duration> watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(text -> isForUs && text.matches("[1-9]\\d{0,15}"))
                .map(text -> Duration.ofNanos(Long.parseLong(text) * 1_000));
        return new ServiceManager(socket, watchdog);
    }

    /**
     * Says that the service is ready, and from now on twice in each period of the watchdog that it lives.
     *
     * @param status a sentence for operators
     */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + status);
        if (socket.isPresent() && watchdog.isPresent()) {
            Duration pause = watchdog.get().dividedBy(2);
            Thread.ofPlatform().daemon().name("watchdog").start(() -> watch(pause));
        }
    }

    private void watch(Duration pause) {
        try {
            while (true) {
                if (runs(pause)) {
                    send("WATCHDOG=1");
                }
                Thread.sleep(pause); // sd_watchdog_enabled(3): twice in each period.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns true if a virtual thread, as requests have one, gets to run within that time. */
    private static boolean runs(Duration longest) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Thread.startVirtualThread(ran::countDown);
        return ran.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says that the service has begun to end. */
    public void stopping() {
        send("STOPPING=1");
    }

    private void send(String state) {
        try {
            if (socket.isPresent()) {
                socket.get().send(state);
            }
        } catch (IOException e) {
            LOG.warn("systemd does not hear of this service: {}", e.getMessage());
        }
    }
}

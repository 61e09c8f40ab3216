package org.soundlift.app.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.soundlift.app.support.Client;

/** A user whom the fault does not concern: asks one gateway for the limits and for jobs in turn, and notes how long each answer takes. */
final class Bystander implements AutoCloseable {
    private static final int PAUSE_MS = 50;

    private final Client client;
    private final String[] session;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private final AtomicInteger failed = new AtomicInteger();

    Bystander(Client client, String[] session) {
        this.client = client;
        this.session = session;
        this.thread = Thread.ofPlatform().daemon().name("bystander").start(this::run);
    }

    private void run() {
        try {
            for (int i = 0; true; i++) {
                long before = System.nanoTime();
                try {
                    failed.addAndGet(
                            client.get(i % 2 == 0 ? "/limits" : "/jobs?limit=5", session)
                                                    .statusCode()
                                            == 200
                                    ? 0
                                    : 1);
                } catch (IOException cut) {
                    failed.incrementAndGet();
                }
                nanos.add(System.nanoTime() - before);
                Thread.sleep(PAUSE_MS); // The pace of the requests; nothing is awaited.
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the longest of all answers but the slowest hundredth, in milliseconds. */
    long p99Millis() {
        List<Long> sorted = new ArrayList<>(List.copyOf(nanos));
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * 0.99 - 0.01)) / 1_000_000;
    }

    int failed() {
        return failed.get();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

package org.soundlift.app.remote;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.function.Consumer;
import org.soundlift.core.service.Backoff;

/** Tries a request again while a server is away or busy. */
final class Persistent {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TOO_MANY = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final Consumer<String> notice;
    private boolean isTold;

    /** @param notice hears once that an answer is waited for */
    Persistent(Consumer<String> notice) {
        this.notice = notice;
    }

    /** One attempt. */
    interface Attempt<T> {
        HttpResponse<T> send() throws IOException, InterruptedException;
    }

    /**
     * Returns the first answer that is not about trying again.
     *
     * @throws IOException of the last attempt, if no answer came for minutes
     */
    <T> HttpResponse<T> send(Attempt<T> attempt) throws IOException, InterruptedException {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        long end = 0;
        while (true) {
            Duration pause = backoff.failed();
            long begin = System.nanoTime();
            try {
                HttpResponse<T> answer = attempt.send();
                pause = wanted(answer, pause);
                end = end == 0 ? System.nanoTime() + PATIENCE.toNanos() : end;
                if (!isForNow(answer.statusCode()) || isBeyond(end, pause)) {
                    return answer;
                }
            } catch (IOException e) {
                boolean wasLong = System.nanoTime() - begin > PATIENCE.toNanos(); // It went well for a while.
                end = end == 0 || wasLong ? System.nanoTime() + PATIENCE.toNanos() : end;
                if (e instanceof FileSystemException || isBeyond(end, pause)) {
                    throw e;
                }
            }
            tell();
            Thread.sleep(pause);
        }
    }

    private synchronized void tell() {
        if (!isTold) {
            isTold = true;
            notice.accept("The server is away or busy. Trying again for " + PATIENCE.toMinutes() + " minutes.");
        }
    }

    private static boolean isForNow(int status) {
        return status == TOO_MANY || (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT);
    }

    private static Duration wanted(HttpResponse<?> answer, Duration usual) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[1-9]\\d{0,8}")) // It may be a date.
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(usual);
    }

    private static boolean isBeyond(long end, Duration pause) {
        return System.nanoTime() - end + pause.toNanos() > 0;
    }
}

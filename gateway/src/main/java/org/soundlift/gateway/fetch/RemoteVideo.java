package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.service.Backoff;

/** A file of the web. */
final class RemoteVideo implements AutoCloseable {
    /** The bytes that are read of a file before anything is decided. */
    static final int HEAD_BYTES = 1 << 16;

    private static final RemoteAnswer.Part HEAD = new RemoteAnswer.Part(0, HEAD_BYTES, Optional.empty());
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final CloseableHttpClient http;
    private final WebUrl url;
    private final RemoteAnswer first;
    private final OptionalLong sizeOfParts;
    private final AtomicLong fetched;
    private final InputStream body;
    private final byte[] head;
    private volatile WebUrl place;

    private RemoteVideo(CloseableHttpClient http, WebUrl url, RemoteAnswer first, AtomicLong fetched)
            throws IOException {
        this.http = http;
        this.url = url;
        this.first = first;
        this.fetched = fetched;
        this.place = first.url();
        Optional<RemoteAnswer.Range> range = first.range();
        this.sizeOfParts = range.isPresent() ? OptionalLong.of(range.get().size()) : OptionalLong.empty();
        this.body = new CountedStream(first, fetched);
        this.head = body.readNBytes(HEAD_BYTES);
    }

    /**
     * Opens a file, and reads its beginning.
     *
     * @param fetched counts the bytes that were received
     * @param byParts whether it is read by its parts, where its server has them
     * @throws ConversionException where trying again is of no use
     */
    static RemoteVideo open(CloseableHttpClient http, WebUrl url, AtomicLong fetched, boolean byParts)
            throws IOException, ConversionException {
        RemoteAnswer answer = RemoteAnswer.open(http, url, byParts ? Optional.of(HEAD) : Optional.empty());
        try {
            return new RemoteVideo(http, url, answer, fetched);
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /** Returns the name that the server gives it. */
    Optional<String> disposition() {
        return first.header("Content-Disposition");
    }

    byte[] head() {
        return head.clone();
    }

    /** Returns whether the server sends parts of it. */
    boolean hasParts() {
        return sizeOfParts.isPresent();
    }

    /** Returns the size of the file, bytes; empty if the server does not send it. */
    OptionalLong size() {
        return hasParts() ? sizeOfParts : first.length();
    }

    /** Reads all behind its {@link #head}. For one that has no parts. */
    InputStream rest() {
        return body;
    }

    /**
     * Reads a part of it, and tries again where that fails for a while. May be called by several threads.
     *
     * @param bytes that are there
     * @throws SourceException if it has changed, or after some failures
     */
    byte[] part(long position, int bytes) throws SourceException {
        byte[] part = new byte[bytes];
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        int tries = 0;
        int count = 0;
        while (count < bytes) {
            try {
                count += read(position + count, part, count);
                tries = 0;
            } catch (ChangedException e) {
                throw e;
            } catch (SourceException e) {
                if (++tries == TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause(backoff.failed());
                findAgain();
            }
        }
        return part;
    }

    /** Fills {@code part} from {@code offset} on. Returns how many bytes came, one at least. */
    private int read(long position, byte[] part, int offset) throws SourceException {
        RemoteAnswer.Part wanted = new RemoteAnswer.Part(position, part.length - offset, first.validator());
        try (RemoteAnswer answer = RemoteAnswer.ask(http, place, Optional.of(wanted))) {
            int bytes = answer.requirePart(wanted, sizeOfParts.orElseThrow());
            CountedStream in = new CountedStream(answer, fetched);
            int count = 0;
            while (count < bytes) {
                int more = in.read(part, offset + count, bytes - count);
                if (more < 0) {
                    break;
                }
                count += more;
            }
            if (count == 0 || in.skip(1) > 0) { // At its end the connection is free for the next part.
                throw new SourceException(place.site() + " sends another length than it says.");
            }
            return count;
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw SourceException.of(place, e);
        } catch (ConversionException e) { // It could be asked before.
            throw new SourceException(e.failure().detail());
        }
    }

    /** The place to which the server has redirected may be good for a while only. */
    private void findAgain() {
        try (RemoteAnswer answer = RemoteAnswer.open(http, url, Optional.of(HEAD))) {
            place = answer.url();
        } catch (SourceException | ConversionException stillAway) {
            // The next try says so.
        }
    }

    /** Waits before the next try. */
    private static void pause(Duration pause) throws SourceException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("It was ended.");
        }
    }

    @Override
    public void close() {
        first.close();
    }
}

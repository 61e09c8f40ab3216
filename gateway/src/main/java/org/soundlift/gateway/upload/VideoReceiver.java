package org.soundlift.gateway.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.OtherFormats;
import org.soundlift.http.ProblemException;

/**
 * Passes one video on into the store, as it arrives and in constant memory; closing without {@link #commit} leaves
 * nothing behind.
 */
public final class VideoReceiver implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MediaWriter writer;
    private final long maxBytes;
    private final byte[] head = new byte[MediaFormat.HEAD_BYTES];
    private final CRC32C checksum = new CRC32C();
    private long bytes;

    /** A receiver that closes {@code writer} when it is closed. */
    public VideoReceiver(MediaWriter writer, long maxBytes) {
        this.writer = writer;
        this.maxBytes = maxBytes;
    }

    public long bytes() {
        return bytes;
    }

    /** Returns the CRC-32C (RFC 3720 §12.1) of all bytes: it finds an accidental change, and no attack. */
    long checksum() {
        return checksum.getValue();
    }

    /** Takes everything that {@code in} gives. */
    public void receive(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.readNBytes(buffer, 0, buffer.length);
                count > 0;
                count = in.readNBytes(buffer, 0, buffer.length)) {
            receive(buffer, 0, count);
        }
        end();
    }

    /** @throws ProblemException if the video is too large, or begins like no video */
    public void receive(byte[] source, int offset, int length) throws IOException {
        int toHead = (int) Math.min(length, Math.max(0, head.length - bytes));
        System.arraycopy(source, offset, head, (int) Math.min(bytes, head.length), toHead);
        boolean decides = toHead > 0 && bytes + toHead == head.length;
        bytes += length;
        checksum.update(source, offset, length);
        if (bytes > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (decides) {
            requireVideo(head);
            writer.write(head);
        }
        writer.write(source, offset + toHead, length - toHead);
    }

    /** There is no more. */
    public void end() throws IOException {
        if (bytes < head.length) {
            byte[] all = Arrays.copyOf(head, (int) bytes);
            requireVideo(all);
            writer.write(all);
        }
    }

    public static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                FailureCode.FILE_TOO_LARGE, "The file is larger than the " + maxBytes + " bytes that are accepted.");
    }

    /** @throws ProblemException if a file that begins so is none that is converted */
    public static void requireVideo(byte[] head) {
        if (head.length == 0) {
            throw new ProblemException(FailureCode.EMPTY_FILE);
        }
        if (MediaFormat.detect(head).isEmpty()) {
            throw new ProblemException(
                    FailureCode.UNSUPPORTED_MEDIA_TYPE,
                    OtherFormats.refusal(head).orElseGet(FailureCode.UNSUPPORTED_MEDIA_TYPE::sentence));
        }
    }

    public void commit() throws IOException {
        writer.commit();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}

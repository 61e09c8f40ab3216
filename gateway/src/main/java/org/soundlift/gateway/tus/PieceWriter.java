package org.soundlift.gateway.tus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.gateway.upload.VideoReceiver;
import org.soundlift.http.ProblemException;

/**
 * Writes one piece of an upload.
 *
 * @param media at the place where the piece belongs
 * @param room bytes that are still to come
 * @param right checked now and again: whether this request may still write
 */
record PieceWriter(PartialMedia media, long room, WriteRight right) {
    private static final int BUFFER_BYTES = 1 << 16;
    /** It is kept on the disk of this machine until all of it is there. */
    private static final long MOST_CHECKED = 64L << 20;

    /** Writes what comes, and keeps it however the request ends. */
    void write(InputStream body) throws IOException {
        try {
            copy(body);
        } catch (IOException brokenOff) {
            keep(); // It need not be sent again.
            throw brokenOff;
        }
        keep();
    }

    /** Not where another request writes now: what it has noted would be lost. */
    private void keep() throws IOException {
        right.require();
        media.flush();
    }

    /** Writes what comes only if all of it is as it was sent. */
    void write(InputStream body, UploadChecksum checksum) throws IOException {
        Path piece = Files.createTempFile("soundlift-", ".piece");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(piece))) {
                byte[] buffer = new byte[BUFFER_BYTES];
                long bytes = 0;
                for (int count = next(body, buffer, false); count > 0; count = next(body, buffer, false)) {
                    bytes += count;
                    requireRoom(bytes);
                    if (bytes > MOST_CHECKED) {
                        throw new ProblemException(
                                FailureCode.INVALID_REQUEST,
                                "A piece with a checksum has at most " + MOST_CHECKED + " bytes.");
                    }
                    checksum.update(buffer, 0, count);
                    out.write(buffer, 0, count);
                }
            }
            checksum.require();
            try (InputStream in = Files.newInputStream(piece)) {
                write(in);
            }
        } finally {
            Files.delete(piece);
        }
    }

    private void copy(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean isFirst = media.durable() == 0;
        long bytes = 0;
        for (int count = next(body, buffer, isFirst); count > 0; count = next(body, buffer, false)) {
            bytes += count;
            requireRoom(bytes);
            if (isFirst && count == MediaFormat.HEAD_BYTES) {
                VideoReceiver.requireVideo(Arrays.copyOf(buffer, count));
            }
            isFirst = false;
            right.require();
            media.write(buffer, 0, count);
        }
    }

    private int next(InputStream body, byte[] buffer, boolean isFirst) throws IOException {
        right.waits(true);
        try {
            return isFirst ? body.readNBytes(buffer, 0, MediaFormat.HEAD_BYTES) : body.read(buffer);
        } finally {
            right.waits(false);
        }
    }

    private void requireRoom(long bytes) {
        if (bytes > room) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST, "More bytes come than Upload-Length has announced.");
        }
    }
}

package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Movies whose tables are compressed: box {@code cmov} (QuickTime File Format, "Compressed Movie Resources"). */
final class CompressedMovie {
    private static final int ZLIB = 'z' << 24 | 'l' << 16 | 'i' << 8 | 'b';
    private static final int MOST_BYTES = 16 << 20;

    private CompressedMovie() {}

    /** Returns the box {@code moov} that was compressed in this one, or this one if it is not compressed. */
    static Box inflated(Box movie, BoxBudget budget) throws ConversionException {
        Optional<Box> compressed = movie.child("cmov", budget);
        if (compressed.isEmpty()) {
            return movie;
        }
        int method = compressed.get().required("dcom", budget).data().getInt();
        if (method != ZLIB) {
            throw new ConversionException(
                    FailureCode.UNSUPPORTED_AUDIO,
                    "The tables of this file are compressed in a way that is not supported.",
                    "dcom " + Integer.toHexString(method));
        }
        ByteBuffer data = compressed.get().required("cmvd", budget).data();
        List<Box> boxes = Box.parse(inflate(data.getInt(), data), budget);
        return boxes.stream()
                .filter(box -> box.type().equals("moov"))
                .findFirst()
                .orElseThrow(() -> new ConversionException(FailureCode.MALFORMED_MEDIA, "cmvd without moov"));
    }

    private static ByteBuffer inflate(int bytes, ByteBuffer data) throws ConversionException {
        if (bytes < 0 || bytes > MOST_BYTES) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED, "compressed tables of " + Integer.toUnsignedLong(bytes));
        }
        byte[] deflated = new byte[data.remaining()];
        data.get(deflated);
        byte[] inflated = new byte[bytes];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            int done = 0;
            for (int count = 1; done < bytes && count > 0; done += count) {
                count = inflater.inflate(inflated, done, bytes - done);
            }
            return ByteBuffer.wrap(inflated, 0, done);
        } catch (DataFormatException e) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "cmvd: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}

package org.soundlift.gateway.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Part of a file: {@code length} bytes from {@code offset}.
 *
 * <p>As RFC 9110 §14 allows, a header that is not understood, of several ranges or of another unit is ignored.
 */
record ByteRange(long offset, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /** No byte of the file lies in the range. */
    static final class UnsatisfiableException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The range that a header asks for of a file of {@code size} bytes; empty for the whole file. */
    static Optional<ByteRange> parse(@Nullable String header, long size) throws UnsatisfiableException {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return Optional.empty();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), size));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw new UnsatisfiableException();
        }
        return Optional.of(new ByteRange(from, Math.min(to, size - 1) - from + 1));
    }

    private static ByteRange suffix(long length, long size) throws UnsatisfiableException {
        if (length == 0 || size == 0) {
            throw new UnsatisfiableException();
        }
        long kept = Math.min(length, size);
        return new ByteRange(size - kept, kept);
    }

    /** The value of {@code Content-Range}. */
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}

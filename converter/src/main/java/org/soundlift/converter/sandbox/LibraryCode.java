package org.soundlift.converter.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of the code of this process's C library ({@code proc_pid_maps(5)}); addresses compare as unsigned.
 *
 * @param end the first address behind it
 */
record LibraryCode(long begin, long end) {
    private static final Pattern MAPPING =
            Pattern.compile("(?m)^([0-9a-f]+)-([0-9a-f]+) r-xp .*/(?:libc[.-][^/]*|ld-musl-[^/]*)$");

    /** @throws IOException if it can't be told */
    static LibraryCode find() throws IOException {
        Matcher mapping = MAPPING.matcher(Files.readString(Path.of("/proc/self/maps")));
        if (!mapping.find()) {
            throw new IOException("no C library among the mappings of this process");
        }
        long begin = Long.parseUnsignedLong(mapping.group(1), 16);
        long end = Long.parseUnsignedLong(mapping.group(2), 16);
        if (begin >>> 32 != end >>> 32) {
            throw new IOException("the C library lies across a boundary of 4 GiB, which a filter can't compare");
        }
        return new LibraryCode(begin, end);
    }
}

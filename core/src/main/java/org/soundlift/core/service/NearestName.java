package org.soundlift.core.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the known name that a mistyped one was probably meant to be. */
public final class NearestName {
    /** Of so many letters one may be wrong, or the name is of something else. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private NearestName() {}

    /**
     * Returns the known name with the fewest mistakes, if those are few.
     *
     * @param prefix the number of first letters that all names share
     */
    public static Optional<String> of(String written, Collection<String> known, int prefix) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> mistakes(written, candidate)))
                .filter(nearest -> mistakes(written, nearest) <= (written.length() - prefix) / LETTERS_PER_MISTAKE);
    }

    /** Returns the fewest letters to insert, delete or replace (Levenshtein 1966). */
    private static int mistakes(String written, String meant) {
        int[] row = IntStream.rangeClosed(0, meant.length()).toArray();
        for (int i = 1; i <= written.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= meant.length(); j++) {
                int replaced = diagonal + (written.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[meant.length()];
    }
}

package org.soundlift.core.options;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Words that several options share. */
final class Words {
    static final String KEEP = "keep";
    static final String NONE = "none";
    static final String GIVEN = "given";
    static final String ENDS = "ends";
    static final int LONGEST_TAG = 1_000;
    static final ValueForm TAG = new ValueForm.Text(LONGEST_TAG);
    static final String VALID_TAG = "a text of at most " + LONGEST_TAG + " characters";
    static final List<String> KEPT_OR_NOT = List.of(KEEP, NONE);
    static final ValueForm INCLUSION = new ValueForm.OneOf(KEPT_OR_NOT);
    static final String BITRATES = bitrates();
    static final String SAMPLE_RATES = list(Form.SAMPLE_RATES);

    private Words() {}

    private static String bitrates() {
        TreeSet<Integer> all = new TreeSet<>(Rate.ConstantRate.MPEG_1);
        all.addAll(Rate.ConstantRate.MPEG_2);
        return list(all);
    }

    static String list(Collection<Integer> numbers) {
        return new TreeSet<>(numbers).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}

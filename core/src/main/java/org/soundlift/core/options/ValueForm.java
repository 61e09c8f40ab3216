package org.soundlift.core.options;

import java.util.List;

/** The form of an option's value, as descriptions of an interface need it. */
public sealed interface ValueForm {
    /** Whole numbers. */
    record Whole(int least, int most) implements ValueForm {}

    /** Numbers. */
    record Decimal(double least, double most) implements ValueForm {}

    /** Seconds, or a time such as {@code 1:02:03.5}. */
    record Time(boolean mayBeNegative) implements ValueForm {}

    /** True or false. */
    record Flag() implements ValueForm {}

    /** One of some words. */
    record OneOf(List<String> words) implements ValueForm {
        public OneOf {
            words = List.copyOf(words);
        }
    }

    /** Any text. */
    record Text(int longest) implements ValueForm {}
}

package org.soundlift.mp4.label;

/** Untrusted text as a label of a result. */
public final class PlainText {
    private static final int MAX_CHARACTERS = 1_000;
    private static final int UNDECODABLE = 0xFFFD;

    private PlainText() {}

    /** Returns it without control characters or undecodable bytes, in one line, not too long. */
    public static String of(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .filter(c -> c != UNDECODABLE && Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return line.codePoints()
                .limit(MAX_CHARACTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

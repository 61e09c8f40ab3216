package org.soundlift.converter.ffmpeg;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file as FFmpeg describes it.
 *
 * @param audio index of the stream that a player plays: the first audio stream that is marked as default (RFC 9559 §5.1.4.1.5),
 *     or else the first one; empty if there is none
 * @param tags of the whole, by name
 */
public record InputDescription(OptionalInt audio, Map<String, String> tags) {
    private static final Pattern STREAM = Pattern.compile("^  Stream #0:(\\d+)[^:]*: Audio: (.*)$");
    private static final Pattern TAG = Pattern.compile("^    (\\S[^:]*?)\\s*: (.*)$");
    private static final String NO_DECODER = "none";

    public InputDescription {
        tags = Map.copyOf(tags);
    }

    static InputDescription of(String messages) {
        OptionalInt first = OptionalInt.empty();
        OptionalInt usual = OptionalInt.empty();
        Map<String, String> tags = new HashMap<>();
        boolean inTags = false;
        boolean inStreams = false;
        for (String line : messages.lines().toList()) {
            Matcher stream = STREAM.matcher(line);
            Matcher tag = TAG.matcher(line);
            inStreams |= line.startsWith("  Stream #") || line.startsWith("  Duration:");
            if (stream.matches() && !stream.group(2).startsWith(NO_DECODER)) {
                int index = Integer.parseInt(stream.group(1));
                first = first.isPresent() ? first : OptionalInt.of(index);
                boolean isDefault = stream.group(2).contains("(default)");
                usual = usual.isPresent() || !isDefault ? usual : OptionalInt.of(index);
            } else if (!inStreams && line.equals("  Metadata:")) {
                inTags = true;
            } else if (inTags && !inStreams && tag.matches()) {
                tags.putIfAbsent(tag.group(1), tag.group(2));
            }
        }
        return new InputDescription(usual.isPresent() ? usual : first, tags);
    }
}

package org.soundlift.gateway.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.soundlift.core.media.SourceName;

/**
 * The name under which a result is downloaded: what its owner called the video, made harmless for every file system,
 * header, shell and page.
 */
public record DownloadName(String value) {
    private static final int MAX_CHARACTERS = 100;
    private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*%;`$&'=\\\\]");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String TRIMMED = " .-_";

    /**
     * The name for a result of a video that a client called {@code claimed}.
     *
     * @param suffix the end of the name, such as {@code .mp3}
     */
    public static DownloadName of(String claimed, String suffix) {
        String last = SourceName.last(claimed);
        String whole = new String(last.getBytes(UTF_8), UTF_8); // Lone surrogates become question marks.
        String visible = withoutInvisible(Normalizer.normalize(whole, Normalizer.Form.NFC));
        String safe = RESERVED.matcher(visible).replaceAll("_");
        String stem = SourceName.stem(safe);
        stem = trimmed(WHITE_SPACE.matcher(stem).replaceAll(" "), true);
        int kept = stem.offsetByCodePoints(
                0, Math.min(stem.codePointCount(0, stem.length()), MAX_CHARACTERS - suffix.length()));
        stem = trimmed(stem.substring(0, kept), false);
        return new DownloadName((stem.isEmpty() ? "audio" : stem) + suffix);
    }

    private static String withoutInvisible(String name) {
        return name.codePoints()
                .filter(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String trimmed(String text, boolean alsoAtStart) {
        int start = 0;
        int end = text.length();
        while (end > 0 && TRIMMED.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        while (alsoAtStart && start < end && TRIMMED.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start, end);
    }

    /** The header that makes browsers save the file under this name (RFC 6266, RFC 8187). */
    public String contentDisposition() {
        String ascii = Normalizer.normalize(value, Normalizer.Form.NFKD)
                .replaceAll("[^\\x00-\\x7F]", "")
                .replaceAll("[\"\\\\]", "_")
                .strip();
        if (ascii.isEmpty()) {
            ascii = "audio" + value.substring(value.lastIndexOf('.'));
        } else if (ascii.startsWith(".")) {
            ascii = "audio" + ascii;
        }
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percentEncoded(value);
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}

package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code Content-Disposition} says of a part (RFC 7578 §4.2).
 *
 * @param filename as its sender wrote it: untrusted; present for files, also when it is empty
 */
record PartHeader(String name, Optional<String> filename) {
    static final PartHeader NONE = new PartHeader("", Optional.empty());

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z*]+)\\s*=\\s*(?:\"((?:\\\\\"|[^\"])*)\"|([^;\\s]*))");
    private static final Pattern EXTENDED = Pattern.compile("(?i)UTF-8'[^']*'(.*)");

    static PartHeader parse(String value) {
        String name = "";
        Optional<String> plain = Optional.empty();
        Optional<String> extended = Optional.empty();
        Matcher parameter = PARAMETER.matcher(value);
        while (parameter.find()) {
            String text = Optional.ofNullable(parameter.group(2)).orElseGet(() -> parameter.group(3));
            switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
                case "name" -> name = unescaped(text);
                case "filename" -> plain = Optional.of(unescaped(text));
                case "filename*" -> extended = decoded(text);
                default -> {}
            }
        }
        return new PartHeader(name, extended.isPresent() ? extended : plain);
    }

    /**
     * Without the escapes that curl (a backslash) and browsers (HTML Living Standard §4.10.21.8) write. Other
     * backslashes stay: some clients send Windows paths.
     */
    private static String unescaped(String text) {
        return text.replace("\\\"", "\"")
                .replace("%22", "\"")
                .replace("%0D", "\r")
                .replace("%0A", "\n");
    }

    /** The form of RFC 8187, which RFC 7578 forbids and some clients send. */
    private static Optional<String> decoded(String text) {
        Matcher form = EXTENDED.matcher(text);
        try {
            return form.matches()
                    ? Optional.of(URLDecoder.decode(form.group(1).replace("+", "%2B"), UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException notDecodable) {
            return Optional.empty();
        }
    }
}

package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Disposition} of a part (RFC 7578 §4.2).
 *
 * @param filename as its sender wrote it: untrusted; present for files, also when it is empty
 */
record PartHeader(String name, Optional<String> filename) {
    static final PartHeader NONE = new PartHeader("", Optional.empty());

    private static final Pattern EXTENDED = Pattern.compile("(?i)UTF-8'[^']*'(.*)");

    static PartHeader parse(String value) {
        Map<String, String> parameters = new Parameters(value).read();
        Optional<String> plain = Optional.ofNullable(parameters.get("filename")).map(PartHeader::unescaped);
        Optional<String> extended =
                Optional.ofNullable(parameters.get("filename*")).flatMap(PartHeader::decoded);
        String name = unescaped(parameters.getOrDefault("name", ""));
        return new PartHeader(name, extended.isPresent() ? extended : plain);
    }

    /** Without the escapes that browsers write (HTML Living Standard §4.10.21.8). */
    private static String unescaped(String text) {
        return text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
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

    /** Reads {@code ; name="value"} again and again, in one pass: no header makes it slow or deep. */
    private static final class Parameters {
        private final String header;
        private int at;

        Parameters(String header) {
            this.header = header;
            this.at = endOf(';');
        }

        Map<String, String> read() {
            Map<String, String> parameters = new HashMap<>();
            while (at < header.length()) {
                int begin = at + 1;
                at = begin;
                at = endOf('=');
                String name = header.substring(begin, at).strip().toLowerCase(Locale.ROOT);
                at = Math.min(at + 1, header.length());
                parameters.put(name, value());
            }
            return parameters;
        }

        /** Returns the next place of the character, or the end of the header. */
        private int endOf(char wanted) {
            int found = header.indexOf(wanted, at);
            return found < 0 ? header.length() : found;
        }

        private String value() {
            while (at < header.length() && header.charAt(at) == ' ') {
                at++;
            }
            int begin = at;
            String quoted = at < header.length() && header.charAt(at) == '"' ? quoted() : "";
            boolean wasQuoted = at > begin;
            int rest = at;
            at = endOf(';');
            return wasQuoted ? quoted : header.substring(rest, at).strip();
        }

        /** curl escapes quotes with a backslash. Other backslashes stay: some clients send Windows paths. */
        private String quoted() {
            StringBuilder text = new StringBuilder();
            for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
                if (header.startsWith("\\\"", at)) {
                    at++;
                }
                text.append(header.charAt(at));
            }
            at = Math.min(at + 1, header.length());
            return text.toString();
        }
    }
}

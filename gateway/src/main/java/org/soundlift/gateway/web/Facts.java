package org.soundlift.gateway.web;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.soundlift.gateway.access.AccountMode;

/**
 * The facts about a service that its users want to know.
 *
 * @param maxUploadBytes of one video
 * @param retention the time for which video and MP3 are kept after the end of a job
 * @param visibleTo the people that see a job, as in the answer of /limits
 */
public record Facts(AccountMode accounts, long maxUploadBytes, Duration retention, String visibleTo, String version) {
    /** Returns the facts in one or two sentences. */
    String sentences(Texts texts) {
        return String.join(
                " ",
                texts.text("formats", Map.of("size", size(texts.language()))),
                texts.text("visible." + visibleTo, Map.of()),
                texts.text("kept", Map.of("time", time(texts))));
    }

    private String size(String language) {
        Locale locale = Locale.forLanguageTag(language);
        return maxUploadBytes < 1_000_000_000
                ? String.format(locale, "%d MB", maxUploadBytes / 1_000_000)
                : String.format(locale, "%.1f GB", maxUploadBytes / 1e9);
    }

    private String time(Texts texts) {
        boolean isDays = retention.compareTo(Duration.ofDays(1)) >= 0;
        long count = Math.max(1, isDays ? retention.toDays() : retention.toHours());
        return texts.text(isDays ? "days" : "hours", Map.of("n", count));
    }
}

package org.soundlift.core.track;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** Languages as BCP 47 and both kinds of ISO 639-2 name them. */
public final class LanguageCode {
    /** The bibliographic codes of ISO 639-2, where they differ from the terminological ones. */
    private static final Map<String, String> TERMINOLOGICAL = Map.ofEntries(
            Map.entry("alb", "sqi"),
            Map.entry("arm", "hye"),
            Map.entry("baq", "eus"),
            Map.entry("bur", "mya"),
            Map.entry("chi", "zho"),
            Map.entry("cze", "ces"),
            Map.entry("dut", "nld"),
            Map.entry("fre", "fra"),
            Map.entry("geo", "kat"),
            Map.entry("ger", "deu"),
            Map.entry("gre", "ell"),
            Map.entry("ice", "isl"),
            Map.entry("mac", "mkd"),
            Map.entry("mao", "mri"),
            Map.entry("may", "msa"),
            Map.entry("per", "fas"),
            Map.entry("rum", "ron"),
            Map.entry("slo", "slk"),
            Map.entry("tib", "bod"),
            Map.entry("wel", "cym"));

    private LanguageCode() {}

    /** Returns the terminological code of ISO 639-2, such as {@code deu} for de, de-AT, ger and deu; else the text itself. */
    public static String normal(String text) {
        String language = Locale.forLanguageTag(text.replace('_', '-')).getLanguage();
        String code = language.isEmpty() ? text.toLowerCase(Locale.ROOT) : language;
        try {
            return TERMINOLOGICAL.getOrDefault(
                    code, code.length() == 2 ? Locale.of(code).getISO3Language() : code);
        } catch (MissingResourceException noSuchLanguage) {
            return code;
        }
    }

    /** Returns a code of three letters, as ID3 and MP4 name a language; {@code und} where there is none. */
    public static String ofThreeLetters(String text) {
        String code = normal(text);
        return code.length() == 3 ? code : "und";
    }
}

package org.soundlift.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words of the pages in one language, from {@code texts/LANGUAGE.json}: texts with places such as {@code {size}}, or
 * one text for each plural category.
 */
final class Texts {
    /** The first one is for people that read none of these. */
    static final List<String> LANGUAGES = List.of("en", "de");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String language;
    private final JsonNode texts;

    private Texts(String language, JsonNode texts) {
        this.language = language;
        this.texts = texts;
    }

    static Texts of(String language) {
        try (InputStream in = Texts.class.getResourceAsStream("texts/" + language + ".json")) {
            return new Texts(language, JSON.readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the best language for a header {@code Accept-Language} (RFC 9110 §12.5.4). */
    static String language(@Nullable String header) {
        try {
            String best = header == null ? null : Locale.lookupTag(Locale.LanguageRange.parse(header), LANGUAGES);
            return best == null ? LANGUAGES.getFirst() : best;
        } catch (IllegalArgumentException notWellFormed) {
            return LANGUAGES.getFirst();
        }
    }

    String language() {
        return language;
    }

    JsonNode all() {
        return texts;
    }

    boolean has(String key) {
        return texts.has(key);
    }

    /** Returns a text with its places filled in. */
    String text(String key, Map<String, Object> values) {
        JsonNode node = texts.required(key);
        boolean isOne =
                Integer.valueOf(1).equals(values.get("n")) || Long.valueOf(1).equals(values.get("n"));
        String text = (node.isObject() ? node.required(isOne ? "one" : "other") : node).stringValue();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
        }
        return text;
    }

    /** Returns a module of JavaScript that exports the texts. */
    String module() {
        return "export const language = '" + language + "';\nexport const strings = " + JSON.writeValueAsString(texts)
                + ";\n";
    }
}

package org.soundlift.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.access.AccountMode;
import tools.jackson.databind.JsonNode;

class WebPagesTest {
    private static final Path WEB = Path.of("src/main/resources/org/soundlift/gateway/web");
    private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}");

    @TempDir
    Path folder;

    @Test
    void everyLanguageHasTheSameTextsAndPlaces() {
        JsonNode english = Texts.of("en").all();
        JsonNode german = Texts.of("de").all();
        Set<String> onlyGerman = new TreeSet<>(german.propertyNames());
        onlyGerman.removeAll(Set.copyOf(english.propertyNames()));
        // The server's own sentence says more, and is English.
        assertThat(onlyGerman).allMatch(key -> key.startsWith("failure."));
        for (String key : english.propertyNames()) {
            assertThat(german.has(key)).as(key).isTrue();
            assertThat(places(german.required(key))).as(key).isEqualTo(places(english.required(key)));
        }
    }

    private static Set<String> places(JsonNode text) {
        return PLACE.matcher(text.toString()).results().map(m -> m.group()).collect(Collectors.toSet());
    }

    @Test
    void everyTextThatScriptsAskForExists() throws Exception {
        Pattern use = Pattern.compile("text\\('([a-zA-Z.]+)'");
        Texts texts = Texts.of("en");
        int uses = 0;
        for (String name : WebPages.FILES) {
            Matcher found = use.matcher(Files.readString(WEB.resolve(name), UTF_8));
            for (; found.find(); uses++) {
                assertThat(texts.has(found.group(1)))
                        .as(name + ": " + found.group(1))
                        .isTrue();
            }
        }
        assertThat(uses).isGreaterThan(50);
    }

    @Test
    void everyFileOfTheFolderIsServed() throws Exception {
        try (Stream<Path> files = Files.list(WEB)) {
            Set<String> there = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".html"))
                    .collect(Collectors.toCollection(TreeSet::new));
            there.removeAll(WebPages.FILES);
            there.removeAll(WebPages.ROOT_FILES);
            assertThat(there).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "de-AT, en;q=0.5|de",
                "fr, en;q=0.5|en",
                "fr|en",
                "|en",
                "*|en",
                "!!;;q|en",
                "en;q=0.1, de;q=0.9|de"
            },
            delimiter = '|')
    void languageIsTheReaders(String header, String language) {
        assertThat(Texts.language(header)).isEqualTo(language);
    }

    @Test
    void pageNamesItsFilesByPathsThatChangeWithThem() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            HttpResponse<String> page = gateway.send(gateway.request("/").header("Accept-Language", "de"));
            assertThat(page.body()).contains("lang=\"de\"").doesNotContain("{{");
            assertThat(page.headers().allValues("Vary")).contains("Accept-Language", "Accept-Encoding");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
            Matcher script =
                    Pattern.compile("static/([0-9a-f]{16})/de/app\\.js").matcher(page.body());
            assertThat(script.find()).isTrue();
            HttpResponse<String> file = gateway.send(gateway.request("/" + script.group()));
            assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
            HttpResponse<String> ofAnotherVersion = gateway.send(gateway.request("/static/0000000000000000/de/app.js"));
            assertThat(ofAnotherVersion.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(gateway.send(gateway.request("/static/0/de/index.html")).statusCode())
                    .isEqualTo(404);
            HttpResponse<String> again = gateway.send(gateway.request("/" + script.group())
                    .header("If-None-Match", file.headers().firstValue("ETag").orElseThrow()));
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }
}

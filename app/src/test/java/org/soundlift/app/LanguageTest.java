package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule of CONTRIBUTING.md on sentences, as far as it can be counted, in all sources and docs. */
class LanguageTest {
    private static final Path PROJECT = Path.of("..");
    private static final double LARGEST_SHARE_OF_QUESTIONS = 0.05;
    private static final double MOST_PERSONS_IN_A_THOUSAND = 1;

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?<![:\"'\\w])//[^\\n]*");
    private static final Pattern QUESTION = Pattern.compile("^/\\*\\*[\\s*]*(What|Whom|Where|How|Whether)\\b");
    private static final Pattern PERSON = Pattern.compile("(?i)\\b(who|whom|whoever|whomever|nobody|somebody)\\b");
    private static final Pattern WORD = Pattern.compile("[A-Za-z']+");

    /** The sentences of some files, counted. */
    private record Count(int docComments, int questions, int words, int persons) {
        double share() {
            return (double) questions / docComments;
        }

        double personsInAThousand() {
            return 1_000.0 * persons / words;
        }
    }

    private static Count count(Stream<String> comments) {
        List<String> all = comments.toList();
        List<String> docs = all.stream().filter(text -> text.startsWith("/**")).toList();
        int questions = (int)
                docs.stream().filter(text -> QUESTION.matcher(text).find()).count();
        return new Count(docs.size(), questions, matches(all, WORD), matches(all, PERSON));
    }

    private static int matches(List<String> texts, Pattern pattern) {
        return texts.stream()
                .mapToInt(text -> (int) pattern.matcher(text).results().count())
                .sum();
    }

    private static List<String> texts(Predicate<String> wanted) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(PROJECT)) {
            List<Path> files = tree.filter(file -> wanted.test(file.toString()))
                    .filter(file -> !file.toString().matches(".*/(target|dist|node_modules|\\.git)/.*"))
                    .toList();
            for (Path file : files) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    private static Stream<String> comments(String source) {
        return COMMENT.matcher(source).results().map(MatchResult::group);
    }

    @Test
    void sourcesSayWhatTheThingIs() throws IOException {
        Count count = count(texts(file -> file.endsWith(".java")).stream().flatMap(LanguageTest::comments));
        assertThat(count.docComments()).isGreaterThan(1_000);
        assertThat(count.share()).isLessThanOrEqualTo(LARGEST_SHARE_OF_QUESTIONS);
        assertThat(count.personsInAThousand()).isLessThanOrEqualTo(MOST_PERSONS_IN_A_THOUSAND);
    }

    @Test
    void docsSpeakOfThings() throws IOException {
        // The rule itself names the words.
        Count count = count(texts(file -> file.endsWith(".md") && !file.endsWith("CONTRIBUTING.md")).stream());
        assertThat(count.words()).isGreaterThan(10_000);
        assertThat(count.personsInAThousand()).isLessThanOrEqualTo(MOST_PERSONS_IN_A_THOUSAND);
    }

    @Test
    void seededViolationsAreCounted() {
        String riddles = """
                /** Whom mails come from. */
                String from;
                /** Where nobody looks. */
                int x; // Whoever asks is told.
                String url = "http://who.example.org";
                """;
        Count count = count(comments(riddles));
        assertThat(count).isEqualTo(new Count(2, 2, 11, 3));
        assertThat(count.share()).isGreaterThan(LARGEST_SHARE_OF_QUESTIONS);
        assertThat(count.personsInAThousand()).isGreaterThan(MOST_PERSONS_IN_A_THOUSAND);
    }
}

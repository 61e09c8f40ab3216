package org.soundlift.auth.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.http.ProblemException;

class PasswordTest {
    private static final EmailAddress OWNER = new EmailAddress("hildegard@example.org");

    @Test
    void longAndUncommonPasswordsAreGood() {
        for (String good : List.of(
                "kitchen window blue",
                "Tr0ub4dor&3xyz",
                "пароль для хора 7",
                "🎵🎶🎸🎹🎺🎻🥁🎷🪕🎤🎧📻",
                "passwordpasswordpassword kitchen window blue gate")) {
            assertThat(PasswordRules.defect(good, OWNER)).as(good).isEmpty();
        }
    }

    @Test
    void shortLongAndCommonPasswordsAreNot() {
        for (String bad : List.of(
                "kitchen blu",
                "password1234",
                "P@ssw0rd1234",
                "passwordpassword",
                "123456789012",
                "qwertyuiop12",
                "aaaaaaaaaaaaaaaa",
                "hildegard1234",
                "soundlift1234",
                "x1!".repeat(43),
                "a".repeat(128))) {
            assertThat(PasswordRules.defect(bad, OWNER)).as(bad).isPresent();
        }
        assertThat(PasswordRules.defect("🎵".repeat(11), OWNER))
                .as("counted in characters")
                .isPresent();
    }

    /** Made by the reference implementation: {@code printf 'kitchen window blue' | argon2 saltsaltsaltsalt -id -t 2 -k 19456 -p 1 -l 32 -e}. */
    @Test
    void hashesAreThoseOfTheReferenceImplementation() {
        String reference =
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$0tRylBJMdJfP7XxGJqNtG7Ow+iTiEHDiw8xVXVn00tw";
        assertThat(PasswordHash.of("kitchen window blue", "saltsaltsaltsalt".getBytes(UTF_8)))
                .hasToString(reference);
    }

    @Test
    void rightPasswordMatchesHoweverTheKeyboardComposesIt() {
        try (PasswordHasher hasher = new PasswordHasher(1)) {
            String hash = hasher.hash("café ﬁne window");
            assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(hasher.hash("café ﬁne window"));
            assertThat(hasher.matches("cafe\u0301 fine window", Optional.of(hash)))
                    .isTrue();
            assertThat(hasher.matches("cafe fine window", Optional.of(hash))).isFalse();
            assertThat(hasher.matches("anything", Optional.empty())).isFalse();
            assertThat(hasher.matches("anything", Optional.of("$2y$10$notargon")))
                    .isFalse();
            assertThat(hasher.isOutdated(hash)).isFalse();
            assertThat(hasher.isOutdated(hash.replace("t=2", "t=1"))).isTrue();
        }
    }

    @Test
    void whatCanNotWaitIsSentAwayRatherThanHashedAllAtOnce() {
        try (PasswordHasher hasher = new PasswordHasher(1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Boolean>> tries = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> hasher.matches("x", Optional.empty()), threads))
                    .toList();
            long refused = tries.stream().filter(PasswordTest::isRefused).count();
            assertThat(refused).isBetween(1L, 59L);
            assertThat(hasher.matches("x", Optional.empty()))
                    .as("and then it works again")
                    .isFalse();
        }
    }

    private static boolean isRefused(CompletableFuture<Boolean> attempt) {
        try {
            attempt.join();
            return false;
        } catch (java.util.concurrent.CompletionException e) {
            assertThatThrownBy(() -> {
                        throw e.getCause();
                    })
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("UNAVAILABLE");
            return true;
        }
    }
}

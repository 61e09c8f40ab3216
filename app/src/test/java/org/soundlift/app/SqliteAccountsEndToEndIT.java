package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteAccountsEndToEndIT extends AccountsEndToEndContract {
    private static final int TRIES = 200;

    @Override
    String[] database() {
        return new String[0];
    }

    /** The one test of time that has to be: who can tell the difference learns who has an account. */
    @Test
    void timeOfALoginDoesNotTellWhoHasAnAccount() throws Exception {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < TRIES + 20; i++) {
            long ofKnown = timeOf("ada@example.org");
            long ofUnknown = timeOf("nobody" + i % 7 + "@example.org");
            if (i >= 20) { // What comes before warms up.
                known.add(ofKnown);
                unknown.add(ofUnknown);
            }
        }
        double ratio = median(known) / median(unknown);
        assertThat(ratio).isBetween(0.9, 1.1);
    }

    private long timeOf(String email) throws Exception {
        String address = freshAddress();
        long begin = System.nanoTime();
        assertThat(client.login(email, "not the password", address).statusCode())
                .isEqualTo(401);
        return System.nanoTime() - begin;
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void secretsAreForTheirOwnersEyesOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/auth-secret"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
        assertThat(client.login("ada@example.org", "kitchen window blue", freshAddress())
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.output()).contains("has logged in").doesNotContain("kitchen", "sl_", "eyJ");
    }
}

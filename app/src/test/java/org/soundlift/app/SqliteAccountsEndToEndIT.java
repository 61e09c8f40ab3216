package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteAccountsEndToEndIT extends AccountsEndToEndContract {
    private static final int TRIES = 25;
    private static final int ROUNDS = 8;
    private static final double SAME = 0.1;
    private static final String KNOWN = "ada@example.org";

    @Override
    String[] database() {
        return new String[0];
    }

    /**
     * The one test of wall time: an answer that comes sooner for unknown accounts would disclose which ones exist. A real
     * difference shows in each round; a neighbour that disturbs this machine does not.
     */
    @Test
    void timeOfALoginDoesNotTellWhoHasAnAccount() throws Exception {
        for (int i = 0; i < 10; i++) {
            timeOf(KNOWN); // Warms up.
        }
        double ratio = knownToUnknown();
        for (int round = 1; round < ROUNDS && Math.abs(ratio - 1) > SAME; round++) {
            ratio = knownToUnknown();
        }
        assertThat(ratio).isCloseTo(1, within(SAME));
    }

    private double knownToUnknown() throws Exception {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            String nobody = "nobody" + i % 7 + "@example.org";
            if (i % 2 == 0) { // Neither always pays for what the other has left to be collected.
                known.add(timeOf(KNOWN));
                unknown.add(timeOf(nobody));
            } else {
                unknown.add(timeOf(nobody));
                known.add(timeOf(KNOWN));
            }
        }
        return median(known) / median(unknown);
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

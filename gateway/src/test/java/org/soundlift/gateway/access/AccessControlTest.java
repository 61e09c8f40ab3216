package org.soundlift.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.GatewayFixture.MP4;
import static org.soundlift.gateway.GatewayFixture.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.gateway.GatewayFixture;

class AccessControlTest {
    @TempDir
    Path folder;

    private static int list(GatewayFixture gateway, String... token) throws Exception {
        return gateway.send(gateway.request("/jobs", token)).statusCode();
    }

    @Test
    void withoutAccountsEveryCallerSharesAllJobs() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            String id = gateway.job();
            assertThat(gateway.send(gateway.request("/jobs")).body()).contains(id);
            assertThat(list(gateway, "unknown")).isEqualTo(200);
        }
    }

    @Test
    void requiredAccountIsAskedFor() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.REQUIRED)) {
            gateway.account("ada", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE);
            gateway.account("bob", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE);
            assertThat(list(gateway)).isEqualTo(401);
            assertThat(list(gateway, "unknown")).isEqualTo(401);
            String id = gateway.job("ada");
            assertThat(gateway.send(gateway.request("/status/" + id, "bob")).statusCode())
                    .isEqualTo(404);
            assertThat(gateway.send(gateway.request("/status/" + id, "ada")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void credentialIsGoodForItsScopesAlone() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.REQUIRED)) {
            gateway.account("reader", Role.USER, Scope.JOBS_READ);
            gateway.account("newcomer", Role.USER, Scope.ACCOUNT);
            assertThat(list(gateway, "reader")).isEqualTo(200);
            HttpResponse<String> refused = gateway.upload(MP4, "", "reader");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("jobs:write");
            assertThat(gateway.send(gateway.request("/jobs", "newcomer")).body())
                    .contains("/account/password");
        }
    }

    @Test
    void whereAccountsAreOptionalTheIdOfAnAnonymousJobIsItsKey() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OPTIONAL)) {
            gateway.account("ada", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE);
            String anonymous = gateway.job();
            String ofAda = gateway.job("ada");
            assertThat(gateway.send(gateway.request("/status/" + anonymous, "ada"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.request("/status/" + ofAda)).statusCode())
                    .isEqualTo(404);
            assertThat(json(gateway.send(gateway.request("/jobs"))).required("jobs"))
                    .isEmpty();
            assertThat(list(gateway, "unknown"))
                    .as("a credential that is not good is not ignored")
                    .isEqualTo(401);
        }
    }

    @Test
    void visitorIsRecognisedByItsCookie() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OPTIONAL)) {
            String cookie = gateway.send(gateway.request("/session"))
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow()
                    .replaceFirst(";.*", "");
            String id = json(gateway.send(gateway.request("/convert")
                            .header("Cookie", cookie)
                            .header("Content-Type", "video/mp4")
                            .POST(BodyPublishers.ofByteArray(MP4))))
                    .required("job_id")
                    .stringValue();
            assertThat(gateway.send(gateway.request("/jobs").header("Cookie", cookie))
                            .body())
                    .contains(id);
            assertThat(gateway.send(gateway.request("/jobs")).body()).doesNotContain(id);
        }
    }

    @Test
    void administratorsAloneListTheJobsOfAll() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.REQUIRED)) {
            gateway.account("ada", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE);
            gateway.account("root", Role.ADMIN, Scope.JOBS_READ);
            String id = gateway.job("ada");
            assertThat(gateway.send(gateway.request("/jobs?owner=all", "root")).body())
                    .contains(id, "ada@example.org");
            assertThat(gateway.send(gateway.request("/jobs?owner=all", "ada")).statusCode())
                    .isEqualTo(403);
        }
    }
}

package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.app.support.Client.problem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Pieces;
import tools.jackson.databind.JsonNode;

/** The visibility of jobs between owners, on every database. */
abstract class OwnershipEndToEndContract extends AccountsFixture {
    private static final Set<String> OF_EACH_ANSWER = Set.of("date", "x-request-id");
    private static final List<String> OF_ONE_UPLOAD =
            List.of("HEAD /uploads/ID", "PATCH /uploads/ID", "DELETE /uploads/ID");

    @Test
    void uploadInPiecesIsForItsOwnerAlone() throws Exception {
        String path = new Pieces(client, bearer(token(ADA))).begin("ada.mp4", 1_000);
        String upload = Pieces.job(path);
        for (String stranger : List.of(token(BOB), token(ROOT))) {
            for (String address : OF_ONE_UPLOAD) {
                assertThat(answer(address, upload, tus(stranger)))
                        .as(address)
                        .isEqualTo(answer(address, UNKNOWN, tus(stranger)))
                        .contains("404");
            }
        }
        for (String address : OF_ONE_UPLOAD) {
            assertThat(answer(address, upload))
                    .as(address)
                    .isEqualTo(answer(address, UNKNOWN))
                    .contains("401");
        }
        assertThat(new Pieces(client, bearer(token(ADA))).offset(path)).isZero();
    }

    private static String[] tus(String token) {
        return new String[] {"Authorization", "Bearer " + token, "Tus-Resumable", "1.0.0"};
    }

    @Test
    void everyAddressOfJobsIsForTheirOwnerAlone() throws Exception {
        String ada = token(ADA);
        String job = completedJob(ada);
        List<String> ofOneJob = List.of(
                "GET /status/ID",
                "GET /download/ID.mp3",
                "HEAD /download/ID.mp3",
                "GET /download?fid=ID",
                "HEAD /download?fid=ID",
                "GET /jobs/ID",
                "GET /jobs/ID/events",
                "POST /jobs/ID/cancel",
                "POST /jobs/ID/retry",
                "POST /jobs/ID/renditions",
                "DELETE /jobs/ID");
        Set<String> all = new TreeSet<>(ofOneJob);
        all.addAll(OF_ONE_UPLOAD);
        assertThat(addressesOfOneJob()).isEqualTo(all);
        for (String stranger : List.of(token(BOB), token(ROOT))) {
            for (String address : ofOneJob) {
                assertThat(answer(address, job, bearer(stranger)))
                        .as(address)
                        .isEqualTo(answer(address, UNKNOWN, bearer(stranger)));
            }
            assertThat(Client.text(client.get("/jobs", bearer(stranger)))).doesNotContain(job);
        }
        for (String address : ofOneJob) {
            assertThat(answer(address, job))
                    .as(address)
                    .isEqualTo(answer(address, UNKNOWN))
                    .contains("401");
        }
        assertThat(client.get("/download/" + job + ".mp3", bearer(ada)).statusCode())
                .isEqualTo(200);
        assertThat(Client.text(client.get("/jobs", bearer(ada)))).contains(job);
        assertThat(client.send("DELETE", "/jobs/" + job, BodyPublishers.noBody(), bearer(ada))
                        .statusCode())
                .isEqualTo(204);
    }

    /** Those of openapi.json, so that none is forgotten here. */
    private Set<String> addressesOfOneJob() throws Exception {
        Set<String> addresses = new TreeSet<>();
        JsonNode paths = Client.json(client.get("/openapi.json")).required("paths");
        paths.properties()
                .forEach(path -> path.getValue().propertyNames().forEach(method -> {
                    String name = path.getKey()
                            .replace("{file}", "ID.mp3")
                            .replaceFirst("^/download$", "/download?fid=ID")
                            .replace("{id}", "ID");
                    if (name.contains("ID") && !name.startsWith("/account") && !name.startsWith("/admin/")) {
                        addresses.add(method.toUpperCase(java.util.Locale.ROOT) + " " + name);
                    }
                }));
        return addresses;
    }

    @Test
    void everyAddressOfAdministratorsIsForThemAlone() throws Exception {
        String bob = token(BOB);
        JsonNode paths = Client.json(client.get("/openapi.json")).required("paths");
        List<String> addresses = new ArrayList<>();
        paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/admin/"))
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> addresses.add(method.toUpperCase(java.util.Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[a-z]+}", "ID"))));
        assertThat(addresses).hasSizeGreaterThan(20);
        for (String address : addresses) {
            assertThat(answer(address, UNKNOWN)).as(address).startsWith("401");
            assertThat(answer(address, UNKNOWN, bearer(bob))).as(address).startsWith("403");
        }
    }

    /** Everything that an answer says but for its time and the id. */
    private String answer(String address, String id, String... headers) throws Exception {
        String[] parts = address.replace("ID", id).split(" ", 2);
        HttpResponse<byte[]> response = client.send(parts[0], parts[1], BodyPublishers.noBody(), headers);
        Map<String, List<String>> told = new TreeMap<>(response.headers().map());
        told.keySet().removeIf(name -> OF_EACH_ANSWER.contains(name.toLowerCase(Locale.ROOT)));
        String text = Client.text(response).replaceFirst("\"request_id\":\"[0-9a-f]{32}\"", "");
        return (response.statusCode() + " " + told + " " + text).replace(id, "ID");
    }

    @Test
    void eventsOfJobsGoToTheirOwnerAlone() throws Exception {
        String bob = token(BOB);
        try (var socket = follow(bob)) {
            byte[] buffer = new byte[1 << 16];
            StringBuilder heard = new StringBuilder();
            heard.append(new String(buffer, 0, socket.getInputStream().read(buffer), UTF_8));
            String ofAda = completedJob(token(ADA));
            String ofBob = Client.jobId(client.upload(video, "b.mp4", bearer(bob)));
            while (!heard.toString().contains(ofBob)) {
                heard.append(new String(buffer, 0, socket.getInputStream().read(buffer), UTF_8));
            }
            assertThat(heard.toString()).doesNotContain(ofAda);
        }
    }

    @Test
    void administratorsListAllAndOthersDoNot() throws Exception {
        String job = completedJob(token(ADA));
        String root = token(ROOT);
        JsonNode all = Client.json(client.get("/jobs?owner=all&limit=200", bearer(root)));
        JsonNode found = all.required("jobs")
                .valueStream()
                .filter(j -> j.required("job_id").stringValue().equals(job))
                .findFirst()
                .orElseThrow();
        assertThat(found.required("owner").stringValue()).isEqualTo(ADA);
        problem(client.get("/jobs?owner=all", bearer(token(BOB))), 403, "FORBIDDEN");
        problem(client.get("/jobs?owner=" + BOB, bearer(root)), 422, "INVALID_OPTION");
    }

    @Test
    void badTokensAreAllAnsweredAlikeEverywhere() throws Exception {
        String good = token(ADA);
        String[] parts = good.split("\\.", -1);
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        List<String> bad = List.of(
                "x",
                "sl_" + "A".repeat(43),
                none + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + "A".repeat(86),
                good + "x",
                "ey".repeat(3_000));
        Set<String> answers = new TreeSet<>();
        for (String token : bad) {
            for (String address :
                    List.of("GET /jobs", "GET /status/ID", "POST /verify", "GET /account", "POST /convert")) {
                answers.add(answer(address, UNKNOWN, bearer(token)));
            }
        }
        answers.add(answer("GET /jobs", UNKNOWN));
        assertThat(answers).hasSize(1);
        assertThat(answers.iterator().next()).contains("401", "www-authenticate=[Bearer");
    }

    @Test
    void scopesOfAKeyAreItsLimits() throws Exception {
        String token = token(ADA);
        JsonNode key = Client.json(client.send(
                "POST",
                "/account/keys",
                BodyPublishers.ofString("{\"name\":\"reader\",\"scopes\":[\"jobs:read\"]}"),
                bearer(token)));
        String reader = key.required("key").stringValue();
        assertThat(client.get("/jobs", bearer(reader)).statusCode()).isEqualTo(200);
        problem(client.upload(video, "a.mp4", bearer(reader)), 403, "FORBIDDEN");
        problem(client.send("DELETE", "/jobs/" + UNKNOWN, BodyPublishers.noBody(), bearer(reader)), 403, "FORBIDDEN");
    }
}

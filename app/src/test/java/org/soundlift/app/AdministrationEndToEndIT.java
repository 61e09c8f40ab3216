package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** The work of an administrator from the command line. */
class AdministrationEndToEndIT {
    private static final String PASSWORD = "kitchen window blue";
    private static int number;

    @TempDir
    static Path folder;

    private static String admin(SoundliftProcess server, int status, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("admin", arguments[0], "--server", server.url()));
        Stream.of(arguments).skip(1).forEach(all::add);
        SoundliftProcess command = SoundliftProcess.run(
                folder.resolve("admin-" + ++number + ".log"), List.of(), all.toArray(String[]::new));
        assertThat(command.exitStatus()).as(command.output()).isEqualTo(status);
        return command.output();
    }

    @Test
    void everythingThatThePageCanDo() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("open"))) {
            Client client = new Client(server);
            String failed = client.accepted(Media.silentMovie(folder));
            assertThat(client.ended(failed).required("status").stringValue()).isEqualTo("failed");

            assertThat(admin(server, 0, "overview"))
                    .contains("waiting      0", "0 ready, 1 failed", "1 failed with NO_AUDIO_TRACK", "0 of video");
            assertThat(admin(server, 0, "jobs", "--status", "failed"))
                    .contains(failed, "NO_AUDIO_TRACK", "anonymous", "silent");
            assertThat(admin(server, 0, "jobs", "--error", "TRUNCATED_MEDIA")).doesNotContain(failed);
            assertThat(admin(server, 0, "retry", failed)).contains(failed + " is tried again.");
            client.ended(failed);
            assertThat(admin(server, 0, "retry", "--all")).contains("1 jobs are tried again");
            client.ended(failed);
            assertThat(admin(server, 2, "retry")).contains("say --all");
            assertThat(admin(server, 0, "cancel", failed)).contains(failed + " is failed.");
            assertThat(admin(server, 0, "delete", failed)).contains("is deleted");
            assertThat(admin(server, 1, "delete", failed)).contains("soundlift: Job not found.");

            String converters = admin(server, 0, "converters");
            assertThat(converters).contains("takes work");
            String id = converters.lines().toList().getLast().replaceFirst(" .*", "");
            admin(server, 0, "drain", id);
            await().until(() -> admin(server, 0, "converters").contains("drains"));
            admin(server, 0, "resume", id);

            assertThat(admin(server, 0, "dead-letters")).contains("QUEUE");
            assertThat(admin(server, 1, "drop", "video", "1")).contains("There is no such dead letter.");
            admin(server, 0, "announce", "Maintenance on Sunday.");
            assertThat(Client.text(client.get("/announcement"))).contains("Maintenance on Sunday.");
            admin(server, 0, "announce");
            assertThat(Client.text(client.get("/announcement"))).contains("null");
            assertThat(admin(server, 0, "audit"))
                    .contains("this machine", "converter.drain", "job.delete", "announcement.remove");
            assertThat(admin(server, 0, "audit", "--json")).contains("\"entries\"");
        }
    }

    @Test
    void administratorsNeedATokenWhereThereAreAccounts() throws Exception {
        Path data = folder.resolve("closed");
        try (SoundliftProcess server = SoundliftProcess.serve(data, "--auth", "required")) {
            SoundliftProcess.addAccount(data, "root@example.org", PASSWORD, "--admin");
            SoundliftProcess.addAccount(data, "ada@example.org", PASSWORD);
            assertThat(admin(server, 1, "overview")).contains("--token-file");
            assertThat(admin(
                            server,
                            1,
                            "overview",
                            "--token-file",
                            token(server, "ada").toString()))
                    .contains("This is for administrators.");
            String root = token(server, "root").toString();
            assertThat(admin(server, 0, "overview", "--token-file", root)).contains("waiting");
            assertThat(admin(server, 0, "audit", "--token-file", root))
                    .contains("command line, user", "account.add", "ada@example.org, user");
        }
    }

    private static Path token(SoundliftProcess server, String name) throws Exception {
        String token = Client.json(new Client(server).login(name + "@example.org", PASSWORD, "127.0.0.1"))
                .required("access_token")
                .stringValue();
        return Files.writeString(folder.resolve(name + ".token"), token);
    }
}

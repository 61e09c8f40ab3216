package org.soundlift.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.PrivateNginx;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.core.support.PrivateRabbitMq;
import org.soundlift.storage.support.PrivateS3;

class DoctorEndToEndIT {
    @TempDir
    Path folder;

    private SoundliftProcess doctor(String... flags) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "doctor", "--port", "0", "--data", folder.resolve("data").toString()));
        arguments.addAll(List.of(flags));
        return run(arguments.toArray(String[]::new));
    }

    private String file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void newLaptopIsWell() throws Exception {
        SoundliftProcess doctor = doctor();
        assertThat(doctor.exitStatus()).as(doctor.output()).isZero();
        assertThat(doctor.output())
                .contains("ok       FFmpeg", "ok       storage filesystem", "ok       data folder")
                .doesNotContain("error");
    }

    @Test
    void whatWasTriedIsRemovedAgain() throws Exception {
        assertThat(run(
                                "doctor",
                                "--port",
                                "0",
                                "--data",
                                folder.resolve("new/data").toString())
                        .exitStatus())
                .isZero();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void startThatWouldFailIsForeseen() throws Exception {
        String taken = file("taken", "no folder");
        SoundliftProcess doctor = run("doctor", "--port", "0", "--data", taken);
        assertThat(doctor.exitStatus()).isOne();
        assertThat(doctor.output())
                .contains("error    data folder          cannot write to " + taken + ": there is a file of that name");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SoundliftProcess busy =
                    run("doctor", "--data", folder.toString(), "--port", Integer.toString(other.getLocalPort()));
            assertThat(busy.exitStatus()).isOne();
            assertThat(busy.output()).contains("error    port", "choose another port with --port");
        }
        try (SoundliftProcess running = SoundliftProcess.serve(folder.resolve("running"))) {
            String port = running.url().replaceFirst(".*:", "");
            assertThat(run("doctor", "--data", folder.toString(), "--port", port)
                            .output())
                    .contains("ok       port                 a Soundlift answers");
        }
    }

    @Test
    void everyPartIsExamined() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        try (SoundliftProcess gateway = SoundliftProcess.serve(folder.resolve("gateway"))) {
            SoundliftProcess doctor = doctor(
                    "--database-url", PrivateMariaDb.shared().newDatabase(),
                    "--queue", "rabbitmq",
                    "--amqp-url-file", file("amqp", PrivateRabbitMq.shared().newVhost()),
                    "--storage", "s3",
                    "--s3-bucket", PrivateS3.shared().newBucket(),
                    "--s3-endpoint", PrivateS3.shared().endpoint().toString(),
                    "--s3-path-style", "true",
                    "--s3-access-key", PrivateS3.ACCESS_KEY,
                    "--s3-secret-key-file", file("s3", PrivateS3.SECRET_KEY),
                    "--smtp-url-file",
                            file("smtp", "smtp://127.0.0.1:" + mail.getSmtp().getPort()),
                    "--mail-from", "sound@example.net",
                    "--public-url", gateway.url(),
                    "--conversion-timeout", "2h");
            assertThat(doctor.exitStatus()).as(doctor.output()).isZero();
            assertThat(doctor.output())
                    .contains("ok       database             MariaDB")
                    .contains("ok       clock")
                    .contains("steps of migration wait")
                    .containsPattern("ok       broker               RabbitMQ [34]\\.")
                    .contains("ok       queue video          does not exist yet")
                    .contains("warning  delivery timeout")
                    .contains("consumer_timeout = 7500000")
                    .contains("ok       storage s3")
                    .contains("ok       mail")
                    .contains("ok       public URL")
                    .contains("ok       proxy")
                    .contains("0 broken, 1 warning.");
            assertThat(mail.getReceivedMessages()).isEmpty();
        } finally {
            mail.stop();
        }
    }

    @Test
    void whatIsBrokenIsSaidWithoutSecretsAndAllOfIt() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> smallProxy(proxy));
            SoundliftProcess doctor = doctor(
                    "--queue",
                    "rabbitmq",
                    "--amqp-url-file",
                    file("amqp", PrivateRabbitMq.shared().newVhost().replace("guest@", "geheim@")),
                    "--storage",
                    "gridfs",
                    "--mongodb-uri-file",
                    file("mongo", "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500"),
                    "--smtp-url-file",
                    file("smtp", "smtp://u:geheim@127.0.0.1:1"),
                    "--mail-from",
                    "sound@example.net",
                    "--ffmpeg",
                    "/bin/true",
                    "--public-url",
                    "http://127.0.0.1:" + proxy.getLocalPort());
            assertThat(doctor.exitStatus()).isEqualTo(1);
            assertThat(doctor.output())
                    .contains("error    broker               127.0.0.1:", "does not let us in")
                    .contains("error    storage", "MongoDB at [127.0.0.1:1]")
                    .contains("error    mail")
                    .contains("error    FFmpeg               SOUNDLIFT_FFMPEG is /bin/true")
                    .contains("error    proxy", "client_max_body_size")
                    .contains("5 broken")
                    .doesNotContain("geheim", "\tat ");
        }
    }

    @Test
    void limitOfAProxyIsFound() throws Exception {
        try (SoundliftProcess gateway = SoundliftProcess.serve(folder.resolve("behind"));
                PrivateNginx proxy = PrivateNginx.withDefaults(folder, gateway.url())) {
            SoundliftProcess small = doctor("--public-url", proxy.url());
            assertThat(small.output())
                    .containsPattern("error    proxy +lets at most 1\\.0 MB of a request pass")
                    .contains("set SOUNDLIFT_UPLOAD_CHUNK below that");
            SoundliftProcess enough = doctor("--public-url", proxy.url(), "--upload-chunk", "500KB");
            assertThat(enough.output())
                    .containsPattern("warning  proxy +lets at most 1\\.0 MB of a request pass")
                    .contains("pieces of at most 500 kB");
        }
    }

    @Test
    void accountsAreExaminedWhereTheyAreKeptAndFromAfar() throws Exception {
        Path data = folder.resolve("auth");
        SoundliftProcess auth = SoundliftProcess.service("auth", 0, data);
        try (auth) {
            assertThat(run("doctor", "auth", "--data", data.toString()).output())
                    .contains("ok       signing keys         can be used");
            String broker = file("amqp", PrivateRabbitMq.shared().newVhost());
            assertThat(gatewayDoctor(auth.url(), broker)).contains("ok       auth service");
        }
        assertThat(gatewayDoctor(auth.url(), file("amqp", "amqp://127.0.0.1:1/")))
                .contains("error    auth service", "SOUNDLIFT_AUTH_URL");
        SoundliftProcess otherSecret = run(
                "doctor",
                "auth",
                "--data",
                data.toString(),
                "--auth-secret-file",
                file("secret", "a secret that these keys were not kept under"));
        assertThat(otherSecret.output())
                .contains("error    signing keys", "another secret")
                .doesNotContain("broker", "FFmpeg");
        assertThat(otherSecret.exitStatus()).isEqualTo(1);
    }

    private String gatewayDoctor(String authUrl, String amqpUrlFile) throws Exception {
        return run(
                        "doctor",
                        "gateway",
                        "--data",
                        folder.resolve("gateway-data").toString(),
                        "--auth",
                        "required",
                        "--auth-url",
                        authUrl,
                        "--queue",
                        "rabbitmq",
                        "--amqp-url-file",
                        amqpUrlFile,
                        "--media-folder",
                        folder.resolve("media").toString())
                .output();
    }

    @Test
    void serviceThatSharesNoMediaIsNotStarted() throws Exception {
        SoundliftProcess converter = run(
                "serve",
                "converter",
                "--data",
                folder.resolve("converter").toString(),
                "--queue",
                "rabbitmq",
                "--amqp-url-file",
                file("amqp", "amqp://127.0.0.1:1/"));
        assertThat(converter.exitStatus()).isEqualTo(1);
        assertThat(converter.output()).contains("SOUNDLIFT_MEDIA_FOLDER").hasLineCount(1);
    }

    @Test
    void unknownServiceIsToldInThreeLines() throws Exception {
        SoundliftProcess misspelt = run("serve", "gatway");
        assertThat(misspelt.exitStatus()).isEqualTo(2);
        assertThat(misspelt.output())
                .contains("'gatway'", "See: soundlift serve --help")
                .hasLineCount(2);
    }

    @Test
    void healthOfTheServiceThatRunsHereIsTold() throws Exception {
        try (SoundliftProcess service = SoundliftProcess.serve(folder.resolve("service"))) {
            String port = service.url().replaceFirst(".*:", "");
            SoundliftProcess healthy = run("health", "--port", port);
            assertThat(healthy.exitStatus()).as(healthy.output()).isZero();
            assertThat(healthy.output()).contains("\"status\":\"ready\"");
        }
        SoundliftProcess nobody = run("health", "--port", "1");
        assertThat(nobody.exitStatus()).isEqualTo(1);
        assertThat(nobody.output()).contains("nothing answers at http://127.0.0.1:1/health/ready");
    }

    private SoundliftProcess run(String... arguments) throws Exception {
        return SoundliftProcess.run(folder.resolve("run.log"), List.of(), arguments);
    }

    /** Answers health, and refuses large bodies as nginx does with its default limit. */
    private static void smallProxy(ServerSocket proxy) {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept()) {
                String request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)).readLine();
                String status = request.startsWith("GET /health/live ") ? "200 OK" : "413 Request Entity Too Large";
                client.getOutputStream()
                        .write(("HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n")
                                .getBytes(US_ASCII));
            } catch (IOException closed) {
                // The test ends.
            }
        }
    }
}

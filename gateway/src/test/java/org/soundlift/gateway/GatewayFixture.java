package org.soundlift.gateway;

import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Authenticator;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.FakeDeadLetters;
import org.soundlift.core.queue.RecordingBroadcast;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.trace.Tracing;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.gateway.access.LoginWays;
import org.soundlift.gateway.upload.OwnerLimits;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.gateway.upload.UrlInput;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.Registration;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;
import org.soundlift.http.outgoing.PublicAddresses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway over HTTP, on SQLite, with a store, queues and accounts of the test. */
public final class GatewayFixture implements AutoCloseable {
    /** The first bytes of an MP4. */
    public static final byte[] MP4 = "\0\0\0\20ftypisom\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    /** As long as {@link LedgerFixture#RESULT} says. */
    public static final int MP3_BYTES = 99;

    public static final UploadLimits LIMITS = new UploadLimits(
            1_000,
            2,
            new OwnerLimits(3, 5_000, 1_000),
            100,
            Optional.of(new UrlInput(new PublicAddresses(List.of()), false)));

    public final InMemoryMediaStore store = new InMemoryMediaStore();
    public final RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
    public final RecordingWorkQueue<ConversionFinished> ledger = new RecordingWorkQueue<>();
    public final RecordingWorkQueue<ConversionFinished> mp3 = new RecordingWorkQueue<>();
    public final RecordingBroadcast<ConversionProgress> progress = new RecordingBroadcast<>();
    public final RecordingBroadcast<CancelRequested> cancels = new RecordingBroadcast<>();
    public final RecordingBroadcast<JobChanged> changes;
    public final RecordingBroadcast<ConverterReport> reports = new RecordingBroadcast<>();
    public final RecordingBroadcast<DrainRequested> drains = new RecordingBroadcast<>();
    public final FakeDeadLetters deadVideo = new FakeDeadLetters();
    private final Map<String, DeadLetters> dead = Map.of("video", deadVideo);
    public final Map<String, Identity> identities = new HashMap<>();
    public final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Gateway gateway;

    private GatewayFixture(DataSource database, AccountMode mode, RecordingBroadcast<JobChanged> changes) {
        this.changes = changes;
        this.gateway = new Gateway(
                new GatewayConfig(
                        new GatewayConfig.Listening(
                                "127.0.0.1",
                                0,
                                Sites.ANY_NAME,
                                TrustedProxies.NONE,
                                new MetricsRoute.Readers(Optional.empty(), true)),
                        mode,
                        LoginWays.ofPasswords(Registration.CLOSED),
                        LIMITS,
                        new GatewayConfig.Keeping(Duration.ofDays(1), Duration.ofDays(1)),
                        Optional.of(new WebhookKeys(() -> "a secret of the test"))),
                new Gateway.Backends(
                        database,
                        store,
                        new Gateway.Messaging(
                                video,
                                new Gateway.Ends(ledger, mp3),
                                progress,
                                cancels,
                                changes,
                                new RecordingBroadcast<>()),
                        new Gateway.Operations(new Fleet(reports, drains), dead, Tracing.OFF)),
                Optional.of(new Gateway.Accounts(new Known(), _ -> _ -> {})),
                List.of(),
                metrics,
                Clock.systemUTC());
        gateway.start();
    }

    public static GatewayFixture start(Path folder, AccountMode mode) {
        return on(LedgerFixture.sqlite(folder), mode);
    }

    /** Starts a gateway on a database of the test. */
    public static GatewayFixture on(DataSource database, AccountMode mode) {
        return new GatewayFixture(database, mode, new RecordingBroadcast<>());
    }

    /** Starts another gateway on the same tables, which hears of changes that the first makes. */
    public static GatewayFixture beside(Path folder, AccountMode mode, RecordingBroadcast<JobChanged> changes) {
        return new GatewayFixture(LedgerFixture.sqlite(folder), mode, changes);
    }

    private final class Known implements Authenticator {
        @Override
        public Optional<Identity> authenticate(String credential) {
            return Optional.ofNullable(identities.get(credential));
        }

        @Override
        public void refresh() {}
    }

    /** Makes an account that logs in with {@code token}. */
    public void account(String token, Role role, Scope... scopes) {
        AccountId id = new AccountId(String.format("%032x", token.hashCode() & 0xFFFF));
        identities.put(token, new Identity(id, token + "@example.org", role, java.util.Set.of(scopes)));
    }

    public HttpRequest.Builder request(String path, String... token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        return token.length == 0 ? request : request.header("Authorization", "Bearer " + token[0]);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Ends the first attempt of a job, as a converter would: with an MP3 of {@link #MP3_BYTES} bytes. */
    public void complete(String id) throws Exception {
        try (var writer = store.create(new JobId(id).mp3(), java.util.OptionalLong.empty())) {
            writer.write(new byte[MP3_BYTES]);
            writer.commit();
        }
        ledger.deliver(new ConversionFinished.Completed(
                requested(id), Instant.now(), Instant.now(), Optional.empty(), LedgerFixture.RESULT));
    }

    /** Ends the first attempt of a job, as a converter would that finds no sound. */
    public void fail(String id) throws Exception {
        ledger.deliver(new ConversionFinished.Failed(
                requested(id), Instant.now(), Instant.now(), Optional.empty(), Failure.of(FailureCode.NO_AUDIO_TRACK)));
    }

    private ConversionRequested requested(String id) {
        await().until(() -> video.published().stream()
                .anyMatch(request -> request.jobId().value().equals(id)));
        return video.published().stream()
                .filter(request -> request.jobId().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Opens a stream of server-sent events. */
    public HttpResponse<java.util.stream.Stream<String>> stream(String path, String... token)
            throws IOException, InterruptedException {
        return http.send(request(path, token).build(), BodyHandlers.ofLines());
    }

    public HttpResponse<String> upload(byte[] body, String query, String... token)
            throws IOException, InterruptedException {
        return send(request("/convert" + query, token)
                .header("Content-Type", "video/mp4")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Uploads a video and returns the id of its job. */
    public String job(String... token) throws IOException, InterruptedException {
        return json(upload(MP4, "", token)).required("job_id").stringValue();
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.builder().build().readTree(response.body());
    }

    @Override
    public void close() {
        gateway.close();
        http.close();
    }
}

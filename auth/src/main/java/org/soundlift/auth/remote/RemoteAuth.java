package org.soundlift.auth.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.auth.verify.Revocations;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.service.Finding;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.http.AccountRoute;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import org.soundlift.http.path.PathPrefix;
import tools.jackson.databind.json.JsonMapper;

/**
 * The auth service of another process, over HTTP. Questions are asked again when they fail, a login only when it can't have
 * arrived; while nothing answers, requests fail at once instead of waiting.
 */
public final class RemoteAuth implements TokenAuthority {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BREAK = Duration.ofSeconds(2);
    private static final int FAILURES_TO_BREAK = 5;
    private static final int LARGEST_BODY_BYTES = 64 << 10;
    private static final List<String> PASSED_ON = List.of("Authorization", "Cookie", "Content-Type", "Accept");
    private static final List<String> PASSED_BACK =
            List.of("Content-Type", "Cache-Control", "WWW-Authenticate", "Retry-After", "Location");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final CircuitBreaker<HttpResponse<byte[]>> breaker = CircuitBreaker.<HttpResponse<byte[]>>builder()
            .handle(IOException.class)
            .withFailureThreshold(FAILURES_TO_BREAK)
            .withDelay(BREAK)
            .build();
    private final FailsafeExecutor<HttpResponse<byte[]>> repeatable =
            Failsafe.with(retry().handle(IOException.class).build(), breaker);
    private final FailsafeExecutor<HttpResponse<byte[]>> onceOnly =
            Failsafe.with(retry().handle(ConnectException.class).build(), breaker);

    /** @param base where the auth service listens */
    public RemoteAuth(URI base) {
        this.base = base;
    }

    private static dev.failsafe.RetryPolicyBuilder<HttpResponse<byte[]>> retry() {
        return RetryPolicy.<HttpResponse<byte[]>>builder()
                .withMaxRetries(2)
                .abortOn(HttpTimeoutException.class) // A thread that waits has waited long enough.
                .withBackoff(Duration.ofMillis(50), Duration.ofMillis(400));
    }

    @Override
    public String publicKeys() throws AuthUnavailableException {
        return new String(get("/.well-known/jwks.json"), UTF_8);
    }

    /** Looks whether the service answers. */
    public Finding examine() {
        try {
            publicKeys();
            return Finding.ok("auth service", base + " answers");
        } catch (AuthUnavailableException e) {
            return Finding.error("auth service", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Revocations revocations() throws AuthUnavailableException {
        return RevocationsJson.read(get("/revocations"));
    }

    private byte[] get(String path) throws AuthUnavailableException {
        HttpResponse<byte[]> response = send(repeatable, request(path).build());
        if (response.statusCode() != 200) {
            throw new AuthUnavailableException(
                    "the auth service answers " + path + " with " + response.statusCode(), null);
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        String url = base.toString().replaceFirst("/+$", "") + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_TIMEOUT);
        CurrentTrace.get().ifPresent(trace -> request.header("traceparent", trace.traceparent()));
        return request;
    }

    private HttpResponse<byte[]> send(FailsafeExecutor<HttpResponse<byte[]>> executor, HttpRequest request)
            throws AuthUnavailableException {
        try {
            return executor.get(() -> http.send(request, BodyHandlers.ofByteArray()));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new AuthUnavailableException(
                    "the auth service at " + base
                            + " does not answer: start it, or set SOUNDLIFT_AUTH_URL to where it listens",
                    e);
        }
    }

    @Override
    public Optional<String> exchange(String credential) throws AuthUnavailableException {
        HttpRequest request = request("/login")
                .POST(BodyPublishers.noBody())
                .header("Authorization", "Bearer " + printable(credential))
                .build();
        HttpResponse<byte[]> response = send(repeatable, request);
        return switch (response.statusCode()) {
            case 200 ->
                Optional.of(
                        JSON.readTree(response.body()).required("access_token").stringValue());
            case 401 -> Optional.empty();
            default -> throw new AuthUnavailableException("the auth service answers " + response.statusCode(), null);
        };
    }

    /** Turns a credential that can't stand in a header into one that is refused. */
    private static String printable(String credential) {
        return credential.matches("[\\x21-\\x7e]+") ? credential : "-";
    }

    /** Passes requests of a route on, and their answers back. */
    public Handler forward(AccountRoute route) {
        return this::forward;
    }

    private void forward(Context ctx) throws IOException, AuthUnavailableException {
        byte[] body = ctx.req().getInputStream().readNBytes(LARGEST_BODY_BYTES + 1);
        if (body.length > LARGEST_BODY_BYTES) {
            RequestBody.skipRest(ctx);
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST, "The body must have at most " + LARGEST_BODY_BYTES + " bytes.");
        }
        String query = ctx.queryString() == null ? "" : "?" + ctx.queryString();
        HttpRequest.Builder request =
                request(ctx.path() + query).method(ctx.method().name(), BodyPublishers.ofByteArray(body));
        for (String header : PASSED_ON) {
            String value = ctx.header(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        request.header("X-Forwarded-For", ctx.ip());
        request.header("X-Forwarded-Proto", ctx.scheme());
        request.header(PathPrefix.HEADER, PathPrefix.of(ctx).value());
        request.header("Sec-Fetch-Site", "same-origin"); // The gateway has refused the others.
        HttpResponse<byte[]> response = send(onceOnly, request.build());
        ctx.status(response.statusCode()).result(response.body());
        for (String header : PASSED_BACK) {
            response.headers().firstValue(header).ifPresent(value -> ctx.header(header, value));
        }
        response.headers().allValues("Set-Cookie").forEach(value -> ctx.res().addHeader("Set-Cookie", value));
    }
}

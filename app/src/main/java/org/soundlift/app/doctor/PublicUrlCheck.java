package org.soundlift.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.soundlift.app.figures.Figures;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.UploadSettings;
import org.soundlift.core.service.Finding;

/** Goes where users go, through the proxies that stand there, and asks how large a request they let pass. */
public record PublicUrlCheck(Settings settings) {
    private static final String PART = "public URL";
    private static final int TIMEOUT_MS = 10_000;
    private static final long LEAST_BYTES = 1 << 15;
    private static final int EXACTNESS = 20;

    /** The head of an answer. */
    private record Answer(int status, String headers) {
        boolean isOurs() {
            return headers.toLowerCase(Locale.ROOT).contains("application/problem+json");
        }

        boolean isRefusalOfAProxy() {
            return status == 413 && !isOurs();
        }
    }

    public List<Finding> examine() {
        Optional<URI> url = settings.get(ServiceSettings.PUBLIC_URL);
        if (url.isEmpty()) {
            return List.of(Finding.ok(
                    PART, ServiceSettings.PUBLIC_URL.variable() + " is not set: links repeat what users ask for"));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            int live = ask(url.get(), "GET", "/health/live", "").status();
            if (live != 200) {
                return List.of(Finding.error(
                        PART,
                        url.get() + "/health/live answers " + live + ": check the proxy, and that a gateway runs"));
            }
            findings.add(Finding.ok(PART, url.get() + " leads to a gateway"));
            findings.add(bodyLimit(url.get()));
        } catch (SocketTimeoutException e) {
            findings.add(Finding.warning(
                    "proxy",
                    "waits for a whole video before it passes it on: better let it stream (nginx:"
                            + " proxy_request_buffering off)"));
        } catch (IOException e) {
            findings.add(Finding.error(
                    PART,
                    url.get() + " can't be reached (" + e.getMessage()
                            + "): check name, certificate and proxy, and that a gateway runs"));
        }
        return findings;
    }

    private Finding bodyLimit(URI url) throws IOException {
        long bytes = settings.get(UploadSettings.MAX_UPLOAD_BYTES);
        Answer answer = announce(url, bytes);
        if (answer.isRefusalOfAProxy()) {
            return refusal(largestThatPasses(url, bytes));
        }
        if (answer.status() == 413) {
            return Finding.warning(
                    "proxy", "lets videos of " + bytes + " bytes pass, but the gateway there accepts less");
        }
        if (answer.status() >= 500) {
            return Finding.warning(
                    "proxy", "answers " + answer.status() + " where a gateway should: does it reach one?");
        }
        return Finding.ok("proxy", "lets videos of " + bytes + " bytes pass");
    }

    /** Announces a video, and sends none of it: a proxy that refuses it does so now. */
    private static Answer announce(URI url, long bytes) throws IOException {
        return ask(
                url,
                "POST",
                "/convert?filename=doctor.mp4",
                "Content-Type: video/mp4\r\nContent-Length: " + bytes + "\r\nExpect: 100-continue\r\n");
    }

    /** Returns the largest body that a proxy lets pass, to a few percent. */
    private static long largestThatPasses(URI url, long refused) throws IOException {
        long passes = 0;
        long tooLarge = refused;
        while (tooLarge - passes > Math.max(LEAST_BYTES, passes / EXACTNESS)) {
            long middle = passes + (tooLarge - passes) / 2;
            boolean isRefused = announce(url, middle).isRefusalOfAProxy();
            passes = isRefused ? passes : middle;
            tooLarge = isRefused ? middle : tooLarge;
        }
        return passes;
    }

    private Finding refusal(long passes) {
        long piece = Math.min(settings.get(UploadSettings.UPLOAD_CHUNK), settings.get(UploadSettings.MAX_UPLOAD_BYTES));
        String limit = "lets at most " + Figures.size(passes) + " of a request pass: raise its limit (nginx:"
                + " client_max_body_size; Traefik: maxRequestBodyBytes)";
        String chunk = UploadSettings.UPLOAD_CHUNK.variable();
        return passes < piece
                ? Finding.error(
                        "proxy", limit + ", or set " + chunk + " below that, so that the page can send large videos")
                : Finding.warning(
                        "proxy",
                        limit + "; the page and tus clients send pieces of at most " + Figures.size(piece) + " ("
                                + chunk + "), which pass, but whole uploads, as curl sends them, do not");
    }

    private static Answer ask(URI url, String method, String path, String headers) throws IOException {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(url.getHost(), port), TIMEOUT_MS);
            plain.setSoTimeout(TIMEOUT_MS);
            Socket socket = tls ? secured(plain, url.getHost(), port) : plain;
            String prefix = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
            String request = method + " " + prefix + path + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
                    + "\r\nUser-Agent: soundlift-doctor\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)));
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Answer answer(BufferedReader in) throws IOException {
        String status = in.readLine();
        if (status == null || !status.matches("HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("what answers there does not speak HTTP");
        }
        String headers = in.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers);
    }
}

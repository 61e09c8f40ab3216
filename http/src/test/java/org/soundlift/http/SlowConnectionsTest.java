package org.soundlift.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowConnectionsTest {
    private static final int PAUSE_MILLIS = 50;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        var limits =
                new SlowConnections.Limits(Duration.ofMillis(500), Duration.ofSeconds(1), 1_000, Duration.ofMillis(50));
        server.addConnector(connector);
        server.addBean(new SlowConnections(connector, limits));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                String body = Content.Source.asString(request);
                response.write(
                        true,
                        java.nio.ByteBuffer.wrap(Integer.toString(body.length()).getBytes(US_ASCII)),
                        callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** The answer to a beginning and to pieces that follow it slowly; nothing if the connection is closed. */
    private String answer(String begin, String piece, int times) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(begin.getBytes(US_ASCII));
            for (int i = 0; i < times; i++) {
                Thread.sleep(PAUSE_MILLIS); // To be slow is what this client is for.
                socket.getOutputStream().write(piece.getBytes(US_ASCII));
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException closed) {
            return "";
        }
    }

    private static String post(String header) {
        return "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n";
    }

    @Test
    void steadyBodyIsAnswered() throws Exception {
        assertThat(answer(post("Content-Length: 6000"), "x".repeat(100), 60)).endsWith("6000");
    }

    @Test
    void tricklingBodyIsEnded() throws Exception {
        assertThat(answer(post("Content-Length: 60"), "x", 60)).isEmpty();
    }

    /** No reader of the body ever sees a byte of it. */
    @Test
    void tricklingChunkExtensionIsEnded() throws Exception {
        assertThat(answer(post("Transfer-Encoding: chunked") + "4;", "x", 60)).isEmpty();
    }

    @Test
    void tricklingHeaderIsEnded() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: x\r\nX: ", "x", 40)).isEmpty();
    }
}

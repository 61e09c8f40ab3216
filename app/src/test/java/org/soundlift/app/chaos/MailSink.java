package org.soundlift.app.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A mail server (RFC 5321) that keeps what it takes, and answers a message as it is asked to. */
final class MailSink implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.TAKES;

    /** An answer to the end of a message. */
    enum Manner {
        TAKES,
        /** As a busy server does: later. */
        LATER,
        NEVER,
        /** Says nothing, for as long as it is asked to. */
        SAYS_NOTHING
    }

    /** A message that was answered with 250. */
    record Mail(String to, String id, String text) {}

    MailSink() throws IOException {
        Thread.ofPlatform().daemon().name("mail-sink").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void become(Manner next) {
        manner = next;
    }

    List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException closed) {
                // The test ends.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            OutputStream out = client.getOutputStream();
            answer(out, "220 sink");
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                    case "RCPT" -> {
                        to = line.replaceFirst(".*<(.*)>.*", "$1");
                        answer(out, "250 fine");
                    }
                    case "DATA" -> {
                        answer(out, "354 go on");
                        take(out, to, message(in));
                    }
                    case "QUIT" -> answer(out, "221 bye");
                    default -> answer(out, "250 fine");
                }
            }
        } catch (IOException gone) {
            // The client has hung up.
        }
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return text.toString();
            }
            text.append(line).append('\n');
        }
        throw new EOFException("hung up before the end of the message");
    }

    private void take(OutputStream out, String to, String text) throws IOException {
        while (manner == Manner.SAYS_NOTHING && !socket.isClosed()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        switch (manner) {
            case LATER -> answer(out, "451 4.3.0 later");
            case NEVER -> answer(out, "550 5.1.1 no such box");
            default -> {
                mails.add(new Mail(to, text.replaceFirst("(?s).*?\nMessage-ID: <([^>]*)>.*", "$1"), text));
                answer(out, "250 taken");
            }
        }
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

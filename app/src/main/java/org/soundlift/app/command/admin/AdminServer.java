package org.soundlift.app.command.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.soundlift.app.remote.RemoteFlags;
import org.soundlift.app.remote.RemoteServer;
import org.soundlift.core.job.ConversionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The server that a command of an administrator is about, and the form of what is printed. */
final class AdminServer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://localhost:5000",
            description = "The service, by https if nothing else is said; ${DEFAULT-VALUE} without this.")
    private String url = "";

    @Mixin
    private RemoteFlags remote = new RemoteFlags();

    @Option(names = "--json", description = "Print the answer of the service as it is.")
    private boolean json;

    /** Prints an answer for people. */
    @FunctionalInterface
    interface Printer {
        void print(JsonNode answer);
    }

    /** Sends a request, and prints what is answered. */
    void ask(String method, String path, Map<String, String> body, Printer printer)
            throws IOException, InterruptedException {
        RemoteServer server = new RemoteServer(RemoteFlags.address(url), remote.token(), this::say);
        JsonNode answer;
        try {
            answer = server.call(method, "/admin/" + path, body);
        } catch (ConversionException e) {
            throw new IOException(e.failure().detail(), e);
        }
        if (json) {
            say(answer.toPrettyString());
        } else {
            printer.print(answer);
        }
    }

    void say(String line) {
        PrintWriter out = spec.root().commandLine().getOut();
        out.println(line);
        out.flush();
    }

    void print(Table table) {
        table.lines().forEach(this::say);
    }

    static String time(JsonNode time) {
        return Optional.ofNullable(time.asString(null))
                .map(Instant::parse)
                .map(TIME::format)
                .orElse("-");
    }
}

package org.soundlift.app.command.admin;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The commands of an administrator on a running service, by its HTTP interface. */
@Command(
        name = "admin",
        description = {
            "Shows and changes what a running service does. Where there are accounts, --token-file names the token of an",
            "administrator; without accounts, this works on the machine of the service."
        },
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "overview | jobs | retry | first | cancel | delete | dead-letters | requeue | drop"
                + " | converters | drain | resume | announce | audit")
public final class AdminCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: " + spec.usageMessage().synopsisSubcommandLabel());
    }

    /** The jobs that a command is about. */
    static final class Filters {
        @Option(names = "--owner", paramLabel = "EMAIL", description = "Only those of this account.")
        Optional<String> owner = Optional.empty();

        @Option(names = "--error", paramLabel = "CODE", description = "Only those that failed with this code.")
        Optional<String> error = Optional.empty();

        @Option(names = "--filename", paramLabel = "PART", description = "Only those whose video's name has this part.")
        Optional<String> filename = Optional.empty();

        Map<String, String> chosen() {
            Map<String, String> chosen = new LinkedHashMap<>();
            owner.ifPresent(text -> chosen.put("owner", text));
            error.ifPresent(text -> chosen.put("error", text));
            filename.ifPresent(text -> chosen.put("filename", text));
            return chosen;
        }
    }

    @Command(name = "overview", description = "What waits, what was done, what fails.", mixinStandardHelpOptions = true)
    int overview(@Mixin AdminServer server) throws IOException, InterruptedException {
        server.ask(
                "GET",
                "overview",
                Map.of(),
                answer -> OverviewText.lines(answer).forEach(server::say));
        return 0;
    }

    @Command(
            name = "jobs",
            description = "Lists jobs of all owners, the newest first.",
            mixinStandardHelpOptions = true)
    int jobs(
            @Mixin AdminServer server,
            @Mixin Filters filters,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            description = "queued, processing, completed, failed or canceled.")
                    Optional<String> status,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many, up to 200.")
                    int limit)
            throws IOException, InterruptedException {
        Map<String, String> query = filters.chosen();
        query.put("limit", Integer.toString(limit));
        status.ifPresent(text -> query.put("status", text));
        server.ask("GET", "jobs?" + encoded(query), Map.of(), answer -> {
            Table table = new Table("JOB", "CREATED", "STATE", "OWNER", "VIDEO");
            for (JsonNode job : answer.path("jobs")) {
                table.add(
                        job.path("job_id").asString(),
                        AdminServer.time(job.path("created_at")),
                        job.path("error")
                                .path("code")
                                .asString(job.path("status").asString()),
                        job.path("owner").asString(),
                        job.path("source").path("filename").asString());
            }
            server.print(table);
        });
        return 0;
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Command(
            name = "retry",
            description = "Tries jobs again: those that are named, or else all failed ones that match.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin AdminServer server,
            @Mixin Filters filters,
            @Option(names = "--all", description = "All failed jobs.") boolean all,
            @Parameters(paramLabel = "JOB", arity = "0..*") @Nullable List<String> named)
            throws IOException, InterruptedException {
        List<String> jobs = named == null ? List.of() : named;
        Map<String, String> chosen = filters.chosen();
        if (jobs.isEmpty() && chosen.isEmpty() && !all) {
            throw new ParameterException(
                    spec.commandLine(), "Name jobs, or --owner, --error or --filename, or say --all.");
        }
        change(server, jobs, "POST", "/retry", "is tried again");
        if (jobs.isEmpty()) {
            server.ask(
                    "POST",
                    "jobs/retry",
                    chosen,
                    answer -> server.say(answer.path("retried").asInt() + " jobs are tried again; the videos of "
                            + answer.path("not_retryable").asInt() + " are no longer kept."));
        }
        return 0;
    }

    private static int change(AdminServer server, List<String> jobs, String method, String action, String done)
            throws IOException, InterruptedException {
        for (String job : jobs) {
            server.ask(method, "jobs/" + encoded(job) + action, Map.of(), _ -> server.say(job + " " + done + "."));
        }
        return 0;
    }

    @Command(
            name = "first",
            description = "Has waiting jobs converted before all others.",
            mixinStandardHelpOptions = true)
    int first(@Mixin AdminServer server, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs)
            throws IOException, InterruptedException {
        return change(server, jobs, "POST", "/first", "is next");
    }

    @Command(name = "cancel", description = "Cancels jobs.", mixinStandardHelpOptions = true)
    int cancel(@Mixin AdminServer server, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs)
            throws IOException, InterruptedException {
        for (String job : jobs) {
            server.ask(
                    "POST",
                    "jobs/" + encoded(job) + "/cancel",
                    Map.of(),
                    answer -> server.say(job + " is " + answer.path("status").asString() + "."));
        }
        return 0;
    }

    @Command(
            name = "delete",
            description = "Deletes jobs, with their videos and results.",
            mixinStandardHelpOptions = true)
    int delete(@Mixin AdminServer server, @Parameters(paramLabel = "JOB", arity = "1..*") List<String> jobs)
            throws IOException, InterruptedException {
        return change(server, jobs, "DELETE", "", "is deleted");
    }

    @Command(
            name = "dead-letters",
            description = "Lists the messages that could not be worked on.",
            mixinStandardHelpOptions = true)
    int deadLetters(@Mixin AdminServer server) throws IOException, InterruptedException {
        server.ask("GET", "dead-letters", Map.of(), answer -> {
            Table table = new Table("QUEUE", "ID", "REJECTED", "REASON");
            for (JsonNode letter : answer.path("dead_letters")) {
                table.add(
                        letter.path("queue").asString(),
                        letter.path("id").asString(),
                        AdminServer.time(letter.path("rejected_at")),
                        letter.path("reason").asString());
            }
            server.print(table);
        });
        return 0;
    }

    @Command(
            name = "requeue",
            description = "Puts a dead letter into its queue again.",
            mixinStandardHelpOptions = true)
    int requeue(
            @Mixin AdminServer server,
            @Parameters(paramLabel = "QUEUE") String queue,
            @Parameters(paramLabel = "ID") String id)
            throws IOException, InterruptedException {
        server.ask("POST", letter(queue, id) + "/requeue", Map.of(), _ -> server.say("It is delivered again."));
        return 0;
    }

    @Command(name = "drop", description = "Forgets a dead letter.", mixinStandardHelpOptions = true)
    int drop(
            @Mixin AdminServer server,
            @Parameters(paramLabel = "QUEUE") String queue,
            @Parameters(paramLabel = "ID") String id)
            throws IOException, InterruptedException {
        server.ask("DELETE", letter(queue, id), Map.of(), _ -> server.say("It is gone."));
        return 0;
    }

    private static String letter(String queue, String id) {
        return "dead-letters/" + encoded(queue) + "/" + encoded(id);
    }

    @Command(name = "converters", description = "Lists the converters that run.", mixinStandardHelpOptions = true)
    int converters(@Mixin AdminServer server) throws IOException, InterruptedException {
        server.ask("GET", "converters", Map.of(), answer -> {
            Table table = new Table("ID", "HOST", "VERSION", "FFMPEG", "IN USE", "STATE");
            for (JsonNode each : answer.path("converters")) {
                table.add(
                        each.path("id").asString(),
                        each.path("host").asString(),
                        each.path("version").asString(),
                        each.path("ffmpeg").asString(),
                        each.path("jobs").size() + "/" + each.path("slots").asInt(),
                        each.path("draining").asBoolean() ? "drains" : "takes work");
            }
            server.print(table);
        });
        return 0;
    }

    @Command(
            name = "drain",
            description = "Lets a converter take no further work: what it works on, it ends. A new start forgets this.",
            mixinStandardHelpOptions = true)
    int drain(@Mixin AdminServer server, @Parameters(paramLabel = "ID") String id)
            throws IOException, InterruptedException {
        server.ask("POST", "converters/" + encoded(id) + "/drain", Map.of(), _ -> server.say("It is asked to drain."));
        return 0;
    }

    @Command(name = "resume", description = "Lets a converter take work again.", mixinStandardHelpOptions = true)
    int resume(@Mixin AdminServer server, @Parameters(paramLabel = "ID") String id)
            throws IOException, InterruptedException {
        server.ask(
                "POST",
                "converters/" + encoded(id) + "/resume",
                Map.of(),
                _ -> server.say("It is asked to take work."));
        return 0;
    }

    @Command(
            name = "announce",
            description = "Shows a sentence to all users above their videos; without one, removes it.",
            mixinStandardHelpOptions = true)
    int announce(@Mixin AdminServer server, @Parameters(paramLabel = "TEXT", arity = "0..1") Optional<String> text)
            throws IOException, InterruptedException {
        if (text.isPresent()) {
            server.ask("PUT", "announcement", Map.of("text", text.get()), _ -> server.say("All users see it now."));
        } else {
            server.ask("DELETE", "announcement", Map.of(), _ -> server.say("There is no announcement now."));
        }
        return 0;
    }

    @Command(name = "audit", description = "Lists what administrators have done.", mixinStandardHelpOptions = true)
    int audit(
            @Mixin AdminServer server,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many, up to 1000.")
                    int limit)
            throws IOException, InterruptedException {
        server.ask("GET", "audit?limit=" + limit, Map.of(), answer -> {
            Table table = new Table("WHEN", "BY", "ACTION", "WHAT");
            for (JsonNode entry : answer.path("entries")) {
                table.add(
                        AdminServer.time(entry.path("at")),
                        entry.path("actor").asString(),
                        entry.path("action").asString(),
                        entry.path("subject").asString());
            }
            server.print(table);
        });
        return 0;
    }
}

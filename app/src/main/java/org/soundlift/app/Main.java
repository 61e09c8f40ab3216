package org.soundlift.app;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.soundlift.app.command.AccountsCommand;
import org.soundlift.app.command.CompletionCommand;
import org.soundlift.app.command.DoctorCommand;
import org.soundlift.app.command.HealthCommand;
import org.soundlift.app.command.ManCommand;
import org.soundlift.app.command.ServeCommand;
import org.soundlift.app.command.SettingFlags;
import org.soundlift.app.command.TrainCommand;
import org.soundlift.app.command.admin.AdminCommand;
import org.soundlift.app.command.backup.BackupParts;
import org.soundlift.app.command.backup.ExportCommand;
import org.soundlift.app.command.backup.ImportCommand;
import org.soundlift.app.command.convert.ConvertCommand;
import org.soundlift.app.command.convert.InfoCommand;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.SqliteDatabase;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.core.service.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: a command and its options; alone it serves, and with videos it converts. */
@Command(
        name = "soundlift",
        description = {
            "Lifts the sound out of videos: MP4 in, MP3 out.",
            "",
            "  soundlift              starts the service with its web page",
            "  soundlift talk.mp4     makes talk.mp3, without a server",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND | VIDEO...]",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {
    /** These describe all others. */
    private static final Set<String> NEED_ALL = Set.of("help", "completion", "man");

    private Main() {}

    public static void main(String[] arguments) {
        SqliteDatabase.letThreadsWait();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        Map<String, Supplier<CommandLine>> all = commands();
        Optional<String> implied = implied(all, arguments);
        String command = implied.orElseGet(() -> arguments[0]);
        CommandLine soundlift = new CommandLine(new Main());
        Optional.ofNullable(all.get(command))
                .filter(_ -> !NEED_ALL.contains(command))
                .ifPresentOrElse(
                        named -> soundlift.addSubcommand(command, named.get()),
                        () -> all.forEach((name, each) -> soundlift.addSubcommand(name, each.get())));
        return soundlift
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> misunderstood(e))
                .setExecutionExceptionHandler((e, failed, parsed) -> explain(e, failed))
                .execute(implied.isPresent() ? prepend(command, arguments) : arguments);
    }

    /** Returns the command that is meant where none is named. */
    private static Optional<String> implied(Map<String, Supplier<CommandLine>> all, String... arguments) {
        if (arguments.length == 0) {
            return Optional.of("serve");
        }
        String first = arguments[0];
        if (all.containsKey(first) || isStandardOption(first)) {
            return Optional.empty();
        }
        if (first.startsWith("-") && first.length() > 1) {
            return Optional.of(isOptionOfConvert(first) ? "convert" : "serve");
        }
        return isFile(first) ? Optional.of("convert") : Optional.empty();
    }

    private static boolean isOptionOfConvert(String argument) {
        String name = argument.startsWith("--") ? argument.replaceFirst("=.*", "") : argument.substring(0, 2);
        return ConvertCommand.commandLine().getCommandSpec().findOption(name) != null;
    }

    /** Returns true if the argument names a file rather than a command: one that exists, or that is meant to. */
    private static boolean isFile(String argument) {
        return argument.equals("-")
                || argument.contains(".")
                || argument.contains("/")
                || Path.of(argument).toFile().exists();
    }

    /** Not made before one of them is wanted: that takes as long as the start of the JVM. */
    private static Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> withFlags(new ServeCommand(), Settings.GROUPS));
        commands.put("convert", ConvertCommand::commandLine);
        commands.put("info", () -> new CommandLine(new InfoCommand()));
        commands.put("accounts", () -> withFlags(new AccountsCommand(), AccountsCommand.SETTINGS));
        commands.put("admin", () -> new CommandLine(new AdminCommand()));
        commands.put("export", () -> withFlags(new ExportCommand(), BackupParts.SETTINGS));
        commands.put("import", () -> withFlags(new ImportCommand(), BackupParts.SETTINGS));
        commands.put("doctor", () -> withFlags(new DoctorCommand(), Settings.GROUPS));
        commands.put("health", () -> withFlags(new HealthCommand(), HealthCommand.SETTINGS));
        commands.put("help", () -> new CommandLine(new HelpCommand()));
        commands.put("completion", () -> new CommandLine(new CompletionCommand()));
        commands.put("man", () -> new CommandLine(new ManCommand()));
        commands.put("train", () -> new CommandLine(new TrainCommand()));
        return commands;
    }

    private static CommandLine withFlags(Object command, List<SettingGroup> groups) {
        CommandLine line = new CommandLine(command);
        SettingFlags.add(line, groups);
        return line;
    }

    private static String[] prepend(String command, String... arguments) {
        return Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new);
    }

    private static boolean isStandardOption(String argument) {
        return Set.of("-h", "--help", "-V", "--version").contains(argument);
    }

    /** The help would be a hundred lines, with the reason above them all. */
    private static int misunderstood(ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("soundlift: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** One sentence for the operator; what only a developer understands stays in the log. */
    private static int explain(Exception e, CommandLine command) {
        String reason = e instanceof FileSystemException files
                ? FileProblem.using(files)
                : e.getMessage() == null ? e.toString() : e.getMessage();
        command.getErr().println("soundlift: " + reason);
        return 1;
    }

    /** The version that the build has written into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"soundlift " + BuildVersion.current().orElse("(not packaged)")};
        }
    }
}

package org.soundlift.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.soundlift.app.command.AccountsCommand;
import org.soundlift.app.command.ConvertCommand;
import org.soundlift.app.command.DoctorCommand;
import org.soundlift.app.command.HealthCommand;
import org.soundlift.app.command.ServeCommand;
import org.soundlift.app.command.SettingFlags;
import org.soundlift.app.command.TrainCommand;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code soundlift [serve|convert|accounts|doctor|health]}; alone it serves. */
@Command(
        name = "soundlift",
        description = "Lifts the sound out of videos: MP4 in, MP3 out.",
        synopsisSubcommandLabel = "[serve | convert | accounts | doctor | health]",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        boolean onlyFlags = arguments.length == 0 || (arguments[0].startsWith("-") && !isStandardOption(arguments[0]));
        String command = onlyFlags ? "serve" : arguments[0];
        CommandLine soundlift = new CommandLine(new Main());
        Map<String, Supplier<CommandLine>> all = commands();
        Optional.ofNullable(all.get(command))
                .ifPresentOrElse(
                        named -> soundlift.addSubcommand(command, named.get()),
                        () -> all.forEach((name, each) -> soundlift.addSubcommand(name, each.get())));
        return soundlift
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> misunderstood(e))
                .setExecutionExceptionHandler((e, failed, parsed) -> explain(e, failed))
                .execute(onlyFlags ? prepend(command, arguments) : arguments);
    }

    /** Not made before one of them is wanted: that takes as long as the start of the JVM. */
    private static Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> withFlags(new ServeCommand(), Settings.GROUPS));
        commands.put("convert", () -> new CommandLine(new ConvertCommand()));
        commands.put("accounts", () -> withFlags(new AccountsCommand(), AccountsCommand.SETTINGS));
        commands.put("doctor", () -> withFlags(new DoctorCommand(), Settings.GROUPS));
        commands.put("health", () -> withFlags(new HealthCommand(), HealthCommand.SETTINGS));
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
        return java.util.Set.of("-h", "--help", "-V", "--version").contains(argument);
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
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        command.getErr().println("soundlift: " + reason);
        return 1;
    }

    /** The version that the build has written into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"soundlift " + (version == null ? "(not packaged)" : version)};
        }
    }
}

package org.soundlift.app;

import java.util.stream.Stream;
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
        CommandLine serve = new CommandLine(new ServeCommand());
        SettingFlags.add(serve.getCommandSpec(), Settings.ALL);
        CommandLine doctor = new CommandLine(new DoctorCommand());
        SettingFlags.add(doctor.getCommandSpec(), Settings.ALL);
        CommandLine accounts = new CommandLine(new AccountsCommand());
        SettingFlags.add(accounts.getCommandSpec(), Settings.OF_DATABASE);
        CommandLine health = new CommandLine(new HealthCommand());
        SettingFlags.add(health.getCommandSpec(), Settings.OF_ADDRESS);
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(serve)
                .addSubcommand(new ConvertCommand())
                .addSubcommand(accounts)
                .addSubcommand(doctor)
                .addSubcommand(health)
                .addSubcommand(new TrainCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> misunderstood(e))
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command));
        boolean onlyFlags = arguments.length == 0 || (arguments[0].startsWith("-") && !isStandardOption(arguments[0]));
        Stream<String> command = onlyFlags ? Stream.of("serve") : Stream.empty();
        return commands.execute(Stream.concat(command, Stream.of(arguments)).toArray(String[]::new));
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

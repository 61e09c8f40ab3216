package org.soundlift.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** Writes the manual page, from the same text as the help of each command (roff, man(7)). */
@Command(
        name = "man",
        description = "Writes the manual page: soundlift man | man -l -",
        mixinStandardHelpOptions = true)
public final class ManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CommandLine soundlift = spec.root().commandLine();
        out.println(".TH SOUNDLIFT 1 \"\" \""
                + roff(String.join(" ", soundlift.getCommandSpec().version())) + "\"");
        out.println(".SH NAME");
        out.println("soundlift \\- lifts the sound out of videos: MP4 in, MP3 out");
        out.println(".SH SYNOPSIS");
        for (CommandLine command : commands(soundlift)) {
            out.println(".B soundlift " + command.getCommandName() + "\n[\\fIOPTIONS\\fR]" + parameters(command));
            out.println(".br");
        }
        out.println(".SH DESCRIPTION");
        out.println(paragraphs(soundlift.getCommandSpec().usageMessage().description()));
        for (CommandLine command : commands(soundlift)) {
            section(out, command, "soundlift " + command.getCommandName());
        }
        out.println(".SH ENVIRONMENT");
        out.println("Each option of \\fBsoundlift serve\\fR is an environment variable too:"
                + " \\fB\\-\\-max\\-upload\\-bytes\\fR is \\fBSOUNDLIFT_MAX_UPLOAD_BYTES\\fR.");
        out.println(".SH EXIT STATUS\n0 if all went well, 1 if something failed, 2 if the command was not understood.");
        out.flush();
        return 0;
    }

    private static List<CommandLine> commands(CommandLine command) {
        return command.getSubcommands().values().stream()
                .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                .distinct()
                .toList();
    }

    private static String parameters(CommandLine command) {
        StringBuilder text = new StringBuilder();
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            text.append(" \\fI").append(roff(parameter.paramLabel())).append("\\fR");
        }
        return text.toString();
    }

    private static void section(PrintWriter out, CommandLine command, String name) {
        CommandSpec described = command.getCommandSpec();
        out.println(".SH " + roff(name));
        out.println(paragraphs(described.usageMessage().description()));
        for (PositionalParamSpec parameter : described.positionalParameters()) {
            item(out, "\\fI" + roff(parameter.paramLabel()) + "\\fR", parameter.description());
        }
        for (OptionSpec option : described.options()) {
            if (!option.hidden()) {
                item(
                        out,
                        "\\fB" + roff(String.join(", ", option.names())) + "\\fR" + value(option),
                        option.description());
            }
        }
        for (CommandLine subcommand : commands(command)) {
            section(out, subcommand, name + " " + subcommand.getCommandName());
        }
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " \\fI" + roff(option.paramLabel()) + "\\fR";
    }

    private static void item(PrintWriter out, String term, String... description) {
        out.println(".TP\n" + term + "\n" + paragraphs(description));
    }

    private static String paragraphs(String... lines) {
        String text = roff(String.join("\n", lines).replace("%n", "\n").replace("%%", "%"));
        return text.replace("\n", "\n.br\n").replace("\n.br\n\n", "\n");
    }

    /** Returns the text as roff shows it: a dot or an apostrophe at the beginning of a line would be a request. */
    private static String roff(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^(?=[.'])", "\\\\&");
    }
}

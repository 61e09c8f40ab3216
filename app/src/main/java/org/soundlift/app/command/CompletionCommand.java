package org.soundlift.app.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the script by which a shell completes the commands and options. */
@Command(
        name = "completion",
        description = "Writes a script by which bash and zsh complete commands and options:"
                + " source <(soundlift completion)",
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine soundlift = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash(soundlift.getCommandName(), soundlift));
        spec.commandLine().getOut().flush();
        return 0;
    }
}

package org.soundlift.app.command.backup;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.soundlift.app.backup.Export;
import org.soundlift.app.command.SettingFlags;
import org.soundlift.app.figures.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a backup. */
@Command(
        name = "export",
        description = "Copies accounts, jobs, videos and MP3s into a folder, also while the service runs. A folder that"
                + " holds an earlier export gets what is new. The folder is as secret as the database.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    private static final int NAMED = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BackupFlags flags = new BackupFlags();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (BackupParts parts = BackupParts.existing(SettingFlags.settings(spec), flags.tablesOnly())) {
            Export.Summary written = new Export(
                            parts.database(),
                            parts.store(),
                            new PrintedProgress(spec.commandLine().getErr()))
                    .write(flags.folder().toAbsolutePath().normalize(), parts.madeSecret());
            out.printf(
                    "%d accounts, %d jobs%s are in %s.%n",
                    written.accounts(),
                    written.jobs(),
                    flags.tablesOnly()
                            ? ""
                            : " and " + written.media() + " videos, MP3s and covers (" + Figures.size(written.bytes())
                                    + ")",
                    flags.folder());
            out.flush();
            return complain(written.lost());
        }
    }

    private int complain(List<String> lost) {
        if (lost.isEmpty()) {
            return 0;
        }
        PrintWriter errors = spec.commandLine().getErr();
        errors.printf(
                "soundlift: The store lacks the results or videos of %d jobs: %s%s%n",
                lost.size(),
                String.join(", ", lost.subList(0, Math.min(NAMED, lost.size()))),
                lost.size() > NAMED ? ", …" : "");
        errors.println("Compare the settings of the store with those of the service.");
        errors.flush();
        return 1;
    }
}

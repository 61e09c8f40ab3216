package org.soundlift.app.command.backup;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that export and import have in common. */
final class BackupFlags {
    @Parameters(paramLabel = "FOLDER", description = "The folder of the backup.")
    private Path folder = Path.of("");

    @Option(names = "--tables-only", description = "Leave videos and MP3s where they are.")
    private boolean tablesOnly;

    Path folder() {
        return folder;
    }

    boolean tablesOnly() {
        return tablesOnly;
    }
}

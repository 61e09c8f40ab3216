package org.soundlift.app.command.backup;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.soundlift.app.backup.Import;
import org.soundlift.app.command.SettingFlags;
import org.soundlift.app.settings.NotificationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes an installation from a backup. */
@Command(
        name = "import",
        description =
                "Puts what soundlift export has written into an empty database and a store, of any kind, before the"
                        + " service is started there. Can be repeated if it is interrupted.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BackupFlags flags = new BackupFlags();

    @Override
    public Integer call() throws Exception {
        try (BackupParts parts = BackupParts.empty(SettingFlags.settings(spec), flags.tablesOnly())) {
            Import.Summary made = new Import(
                            parts.database(),
                            parts.store(),
                            parts::adopt,
                            new PrintedProgress(spec.commandLine().getErr()))
                    .read(flags.folder().toAbsolutePath().normalize());
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "The tables of %s%s are there. Start the service.%n",
                    String.join(" and ", made.services()),
                    made.media().map(files -> " and " + files + " media").orElse(""));
            if (made.ordered() > 0) {
                out.println(made.ordered() + " jobs that were not done wait for a converter.");
            }
            if (made.webhookSecret().isPresent()) {
                out.println(
                        "Webhooks were signed with a secret that the service had made. So that receivers can check them"
                                + " further on, set " + NotificationSettings.WEBHOOK_SECRET.variable()
                                + "_FILE at gateways and"
                                + " notification services to a copy of "
                                + made.webhookSecret().get() + ".");
            }
            out.flush();
            return 0;
        }
    }
}

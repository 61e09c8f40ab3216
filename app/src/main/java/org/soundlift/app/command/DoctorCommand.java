package org.soundlift.app.command;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.soundlift.app.doctor.Doctor;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.core.service.Finding;
import org.soundlift.core.service.Finding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Examines all that is configured, and says what to mend. */
@Command(
        name = "doctor",
        description =
                "Checks every part that is configured, with the options and variables of serve, and says what to mend."
                        + " Changes nothing but for what it stores and removes again to try the store. Ends with status 0 if"
                        + " nothing is broken.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "For which services: gateway, auth, converter, notification. Without it, all.")
    private List<ServiceName> roles = List.of();

    @Override
    public Integer call() {
        Settings settings = SettingFlags.settings(spec);
        List<Finding> findings =
                new Doctor(settings, roles.isEmpty() ? ServiceName.ALL : EnumSet.copyOf(roles)).examine();
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.printf(
                "%-8s %-20s %s%n", finding.level().name().toLowerCase(Locale.ROOT), finding.part(), finding.text()));
        long errors = count(findings, Level.ERROR);
        long warnings = count(findings, Level.WARNING);
        out.printf(
                "%s%n",
                errors + warnings == 0
                        ? "Everything is well."
                        : errors + " broken, " + warnings + (warnings == 1 ? " warning." : " warnings."));
        return errors == 0 ? 0 : 1;
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}

package org.soundlift.app.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.soundlift.app.settings.Setting;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Settings as options of commands and of their subcommands. */
public final class SettingFlags {
    private SettingFlags() {}

    /** Adds settings as options of a command and of its subcommands; its help text lists each group below its heading. */
    public static void add(CommandLine command, List<SettingGroup> groups) {
        for (SettingGroup group : groups) {
            group.settings().forEach(setting -> command.getCommandSpec().addOption(option(setting)));
        }
        command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, help -> list(help, groups));
    }

    private static OptionSpec option(Setting<?> setting) {
        boolean isSwitch = setting.form().equals("true or false");
        String form = isSwitch ? "true|false" : "VALUE";
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .scopeType(ScopeType.INHERIT)
                .arity(isSwitch ? "0..1" : "1")
                .fallbackValue("true")
                .paramLabel(setting.secret() ? "FILE" : form)
                .description(description(setting).replace("%", "%%"))
                .build();
    }

    private static String description(Setting<?> setting) {
        return setting.sentence() + (setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback());
    }

    private static String list(Help help, List<SettingGroup> groups) {
        CommandSpec command = help.commandSpec();
        Set<OptionSpec> others = new LinkedHashSet<>(command.options());
        StringBuilder text = new StringBuilder();
        for (SettingGroup group : groups) {
            List<OptionSpec> options = group.settings().stream()
                    .map(setting -> command.findOption(setting.flag()))
                    .toList();
            options.forEach(others::remove);
            text.append(System.lineSeparator())
                    .append(group.heading())
                    .append(':')
                    .append(System.lineSeparator())
                    .append(list(help, options));
        }
        return list(help, others) + text;
    }

    private static String list(Help help, Collection<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(List.copyOf(options), help.parameterLabelRenderer());
        return layout.toString();
    }

    /** The settings of a command: its flags, and the environment. */
    public static Settings settings(CommandSpec command) {
        return new Settings(System.getenv(), read(command.commandLine().getParseResult()));
    }

    /** Those that were given, wherever in the line of commands. */
    private static Map<String, String> read(ParseResult top) {
        Map<String, String> flags = new HashMap<>();
        for (ParseResult parsed = top; parsed != null; parsed = parsed.subcommand()) {
            for (Setting<?> setting : Settings.ALL) {
                String value = parsed.matchedOptionValue(setting.flag(), null);
                if (value != null) {
                    flags.put(setting.flag(), value);
                }
            }
        }
        return flags;
    }
}

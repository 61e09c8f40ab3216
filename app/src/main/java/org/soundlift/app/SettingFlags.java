package org.soundlift.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Settings as options of commands and of their subcommands. */
final class SettingFlags {
    private SettingFlags() {}

    static void add(CommandSpec spec, List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            boolean isSwitch = setting.form().equals("true or false");
            String form = isSwitch ? "true|false" : "VALUE";
            spec.addOption(OptionSpec.builder(setting.flag())
                    .type(String.class)
                    .scopeType(ScopeType.INHERIT)
                    .arity(isSwitch ? "0..1" : "1")
                    .fallbackValue("true")
                    .paramLabel(setting.secret() ? "FILE" : form)
                    .description(setting.sentence()
                            + (setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback()))
                    .build());
        }
    }

    /** The settings of a command: its flags, and the environment. */
    static Settings settings(CommandSpec command) {
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

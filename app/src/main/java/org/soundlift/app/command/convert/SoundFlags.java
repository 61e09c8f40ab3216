package org.soundlift.app.command.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.InvalidOptionException;
import org.soundlift.core.options.OptionsBuilder;
import org.soundlift.core.options.ValueForm;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of the sound as flags of a command. */
final class SoundFlags {
    private static final String MONO = "--mono";
    private static final Map<AudioOption, String> LETTERS =
            Map.of(AudioOption.QUALITY, "-q", AudioOption.BITRATE, "-b");

    private SoundFlags() {}

    /** Adds them as a group of their own. */
    static void add(CommandSpec command) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .heading("%nThe sound:%n")
                .exclusive(false)
                .validate(false);
        for (AudioOption option : AudioOption.values()) {
            group.addArg(spec(option));
            if (option == AudioOption.CHANNELS) {
                group.addArg(OptionSpec.builder(MONO)
                        .type(boolean.class)
                        .description("One channel: " + AudioOption.CHANNELS.flag() + " mono.")
                        .build());
            }
        }
        command.addArgGroup(group.build());
    }

    private static OptionSpec spec(AudioOption option) {
        boolean isSwitch = option.form() instanceof ValueForm.Flag;
        List<String> names = new ArrayList<>();
        if (LETTERS.containsKey(option)) {
            names.add(LETTERS.get(option));
        }
        names.add(option.flag());
        return OptionSpec.builder(names.toArray(String[]::new))
                .type(isSwitch ? boolean.class : String.class)
                .arity(isSwitch ? "0" : "1")
                .paramLabel(option.placeholder())
                .description(option.meaning().replace("%", "%%"))
                .build();
    }

    /** @throws ParameterException naming the flag and its valid values */
    static AudioOptions options(ParseResult parsed) {
        OptionsBuilder options = new OptionsBuilder();
        try {
            if (parsed.hasMatchedOption(MONO)) {
                options.put(AudioOption.CHANNELS, Channels.MONO.text());
            }
            for (AudioOption option : AudioOption.values()) {
                if (parsed.hasMatchedOption(option.flag())) {
                    Object value = parsed.matchedOptionValue(option.flag(), "");
                    options.put(option, String.valueOf(value));
                }
            }
            return options.build();
        } catch (InvalidOptionException e) {
            String valid = e.valid();
            for (AudioOption option : AudioOption.values()) {
                valid = valid.replace('"' + option.text() + '"', option.flag());
            }
            throw new ParameterException(
                    parsed.commandSpec().commandLine(), e.option().flag() + " must be " + valid + ".", e);
        }
    }
}

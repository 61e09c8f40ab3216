package org.soundlift.app.command.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.core.label.ChapterText;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.label.UnusableLabelException;
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

    /**
     * Reads the files that take the place of the videos' own cover and chapters.
     *
     * @throws ParameterException naming the flag and what is wrong
     */
    static GivenLabels given(ParseResult parsed) {
        GivenLabels given = GivenLabels.NONE;
        for (Map.Entry<AudioOption, Path> file : files(parsed).entrySet()) {
            given = read(parsed, file.getKey(), file.getValue(), given);
        }
        return given;
    }

    /** Returns these files; they may not be there. */
    static Map<AudioOption, Path> files(ParseResult parsed) {
        Map<AudioOption, Path> files = new EnumMap<>(AudioOption.class);
        for (AudioOption option : List.of(AudioOption.COVER, AudioOption.CHAPTERS)) {
            String value = parsed.hasMatchedOption(option.flag()) ? parsed.matchedOptionValue(option.flag(), "") : "";
            if (option.isOfOwner(value)) {
                files.put(option, Path.of(value));
            }
        }
        return files;
    }

    private static GivenLabels read(ParseResult parsed, AudioOption option, Path file, GivenLabels given) {
        int most = Math.max(Cover.MOST_BYTES, ChapterText.MOST_BYTES);
        String wrong;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            return option == AudioOption.COVER
                    ? given.withCover(Cover.of(bytes))
                    : given.withChapters(ChapterText.parse(bytes));
        } catch (UnusableLabelException e) {
            wrong = String.valueOf(e.getMessage());
        } catch (IOException e) {
            wrong = FileProblem.reading(file, e);
        }
        throw new ParameterException(
                parsed.commandSpec().commandLine(), option.flag() + " must be " + option.valid() + ". " + wrong);
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
                    String value = String.valueOf((Object) parsed.matchedOptionValue(option.flag(), ""));
                    if (option.isOfOwner(value)) {
                        options.given(option);
                    } else {
                        options.put(option, value);
                    }
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

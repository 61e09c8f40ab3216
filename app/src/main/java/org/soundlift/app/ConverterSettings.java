package org.soundlift.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.ConverterLimits;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.converter.sandbox.SandboxMode;

/** How videos are converted. */
record ConverterSettings(Settings settings) {
    static final Setting<Integer> CONVERTER_SLOTS = new Setting<>(
            "CONVERTER_SLOTS",
            "a whole number from 1 to 256",
            "",
            "How many conversions run at a time. Without it, as many as there are cores.",
            text -> text.isEmpty()
                    ? Runtime.getRuntime().availableProcessors()
                    : SettingForms.wholeNumber(1, 256).apply(text));
    static final Setting<Duration> MAX_AUDIO_DURATION = new Setting<>(
            "MAX_AUDIO_DURATION",
            SettingForms.DURATION,
            "12h",
            "The longest audio that is converted.",
            SettingForms::duration);
    static final Setting<Duration> CONVERSION_TIMEOUT = new Setting<>(
            "CONVERSION_TIMEOUT",
            SettingForms.DURATION,
            "25m",
            "The longest that one conversion may take. RabbitMQ takes back what is not acknowledged within its delivery"
                    + " timeout, 30 minutes if nobody has changed it: raise both together.",
            SettingForms::duration);
    static final Setting<Optional<Path>> FFMPEG = new Setting<>(
            "FFMPEG",
            "the path of an FFmpeg program with libmp3lame",
            "",
            "Another FFmpeg than the one inside the jar. Without it, that one converts everything, and an FFmpeg on the PATH"
                    + " is used only for sound that it cannot decode.",
            SettingForms::path);
    static final Setting<Optional<Path>> CACHE = new Setting<>(
            "CACHE",
            "a folder",
            "",
            "The folder that the FFmpeg inside the jar is unpacked to. Without it, the folder soundlift in the user's cache folder.",
            SettingForms::path);
    static final Setting<SandboxMode> SANDBOX = new Setting<>(
            "SANDBOX",
            "auto, required or off",
            "auto",
            "Whether FFmpeg is confined: no files but its own, no network, no more memory than it needs. auto: as far as"
                    + " the system can. required: if it can't, nothing is converted.",
            SettingForms.oneOf(SandboxMode.class));

    /** Set by the launchers of packages and images, whose FFmpeg lies beside the jar; no setting of an operator. */
    private static final String UNPACKED_FFMPEG = "soundlift.ffmpeg";

    static final List<Setting<?>> ALL =
            List.of(MAX_AUDIO_DURATION, CONVERTER_SLOTS, CONVERSION_TIMEOUT, SANDBOX, FFMPEG, CACHE);

    ConverterLimits limits() {
        return new ConverterLimits(settings.get(MAX_AUDIO_DURATION), settings.get(CONVERSION_TIMEOUT));
    }

    FfmpegLocator ffmpeg() {
        return new FfmpegLocator(
                settings.get(FFMPEG),
                Optional.ofNullable(System.getProperty(UNPACKED_FFMPEG)).map(Path::of),
                settings.environment().getOrDefault("PATH", ""),
                settings.get(CACHE).orElseGet(this::userCache));
    }

    private Path userCache() {
        Path caches = Optional.ofNullable(settings.environment().get("XDG_CACHE_HOME"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute) // As the XDG Base Directory Specification has it.
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("soundlift");
    }
}

package org.soundlift.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.ConverterLimits;
import org.soundlift.converter.encoder.EncoderMode;
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
    private static final Path BUNDLED = Path.of("bundled");

    static final Setting<Optional<Path>> FFMPEG = new Setting<>(
            "FFMPEG",
            "the path of an FFmpeg program, or bundled",
            "",
            "The FFmpeg to use. Without it, the one on the PATH, or else the one inside the jar. bundled: that one in any"
                    + " case; it starts in a tenth of the time and decodes at a third of the speed, so it is for"
                    + " services that get many short clips.",
            SettingForms::path);
    static final Setting<Optional<Path>> CACHE = new Setting<>(
            "CACHE",
            "a folder",
            "",
            "Where the FFmpeg inside the jar is unpacked to. Without it, the folder soundlift in the user's cache folder.",
            SettingForms::path);
    static final Setting<SandboxMode> SANDBOX = new Setting<>(
            "SANDBOX",
            "auto, required or off",
            "auto",
            "Whether FFmpeg is confined: no files but its own, no network, no more memory than it needs. auto: as far as"
                    + " the system can. required: if it can't, nothing is converted.",
            SettingForms.oneOf(SandboxMode.class));

    static final Setting<EncoderMode> ENCODER = new Setting<>(
            "ENCODER",
            "auto or ffmpeg",
            "auto",
            "Who makes the MP3. auto: LAME within the converter, one file on all idle cores, where the system has"
                    + " libmp3lame. ffmpeg: FFmpeg in its own confined process, one file on one core.",
            SettingForms.oneOf(EncoderMode.class));

    static final List<Setting<?>> ALL =
            List.of(MAX_AUDIO_DURATION, CONVERTER_SLOTS, CONVERSION_TIMEOUT, ENCODER, SANDBOX, FFMPEG, CACHE);

    ConverterLimits limits() {
        return new ConverterLimits(settings.get(MAX_AUDIO_DURATION), settings.get(CONVERSION_TIMEOUT));
    }

    FfmpegLocator ffmpeg() {
        boolean bundled = settings.get(FFMPEG).filter(BUNDLED::equals).isPresent();
        return new FfmpegLocator(
                bundled ? Optional.empty() : settings.get(FFMPEG),
                bundled ? "" : settings.environment().getOrDefault("PATH", ""),
                settings.get(CACHE).orElseGet(this::userCache));
    }

    private Path userCache() {
        Path caches = Optional.ofNullable(settings.environment().get("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("soundlift");
    }
}

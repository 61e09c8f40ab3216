package org.soundlift.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.sandbox.SandboxMode;

/** Conversion, FFmpeg and its sandbox. */
public final class ConverterSettings {
    public static final Setting<Duration> MAX_AUDIO_DURATION = new Setting<>(
            "MAX_AUDIO_DURATION",
            SettingForms.DURATION,
            "12h",
            "Longest audio that is converted.",
            SettingForms::duration);
    public static final Setting<Integer> CONVERTER_SLOTS = new Setting<>(
            "CONVERTER_SLOTS",
            "a whole number from 1 to 256",
            "",
            "Conversions at a time. Without it, one for each core.",
            text -> text.isEmpty()
                    ? Runtime.getRuntime().availableProcessors()
                    : SettingForms.wholeNumber(1, 256).apply(text));
    public static final Setting<Duration> CONVERSION_TIMEOUT = new Setting<>(
            "CONVERSION_TIMEOUT",
            SettingForms.DURATION,
            "25m",
            "Longest time of one conversion. RabbitMQ takes back a message that is not acknowledged within "
                    + "its delivery timeout, 30 minutes unless changed: raise both together.",
            SettingForms::duration);
    public static final Setting<SandboxMode> SANDBOX = new Setting<>(
            "SANDBOX",
            "auto, required or off",
            "auto",
            "Confinement of FFmpeg: no files but its own, no network, no more memory than it needs. auto: as "
                    + "far as the system can. required: nothing is converted if the system cannot. off: none.",
            SettingForms.oneOf(SandboxMode.class));
    public static final Setting<Optional<Path>> FFMPEG = new Setting<>(
            "FFMPEG",
            "the path of an FFmpeg program with libmp3lame",
            "",
            "Another FFmpeg than the one inside the jar. Without it, that one converts everything, and an "
                    + "FFmpeg on the PATH is used only for sound that it cannot decode.",
            SettingForms::path);
    public static final Setting<Optional<Path>> CACHE = new Setting<>(
            "CACHE",
            "a folder",
            "",
            "Folder that the FFmpeg inside the jar is unpacked to. Without it, the folder soundlift in the "
                    + "user's cache folder.",
            SettingForms::path);

    static final SettingGroup GROUP = new SettingGroup(
            "Conversion", List.of(MAX_AUDIO_DURATION, CONVERTER_SLOTS, CONVERSION_TIMEOUT, SANDBOX, FFMPEG, CACHE));

    private ConverterSettings() {}
}

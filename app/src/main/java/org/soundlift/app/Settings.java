package org.soundlift.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.converter.ConverterLimits;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.gateway.GatewayConfig;

/** All settings, each declared once; {@code docs/configuration.md} is made from {@link #ALL}. */
record Settings(Map<String, String> environment, Map<String, String> flags) {
    /** Who may use the service. */
    enum Auth {
        OFF
    }

    static final Setting<Integer> PORT = new Setting<>(
            "PORT",
            "a port from 0 to 65535, 0 for any that is free",
            "5000",
            "Port of the web page and the HTTP interface.",
            SettingForms.wholeNumber(0, 65_535));
    static final Setting<String> BIND =
            new Setting<>("BIND", "an IP address or host name", "127.0.0.1", "Address to listen on.", text -> text);
    static final Setting<Optional<Path>> DATA = new Setting<>(
            "DATA",
            "a folder",
            "data",
            "Where the database, the videos and the MP3s are kept. It is made if it does not exist.",
            SettingForms::path);
    static final Setting<Auth> AUTH = new Setting<>(
            "AUTH",
            "off",
            "off",
            "Who may use the service. off: everyone who reaches it, without accounts.",
            SettingForms.oneOf(Auth.class));
    static final Setting<Boolean> ALLOW_ANONYMOUS = new Setting<>(
            "ALLOW_ANONYMOUS",
            "true or false",
            "false",
            "Serve without accounts on an address that other machines reach.",
            SettingForms::yesOrNo);
    static final Setting<Optional<URI>> PUBLIC_URL = new Setting<>(
            "PUBLIC_URL",
            "an address such as https://soundlift.example.org",
            "",
            "How users reach the service, for links. Without it, links repeat the address of the request.",
            SettingForms::webAddress);
    static final Setting<Long> MAX_UPLOAD_BYTES = new Setting<>(
            "MAX_UPLOAD_BYTES",
            SettingForms.BYTES,
            "10GiB",
            "The largest video that is accepted.",
            SettingForms::bytes);
    static final Setting<Duration> MAX_AUDIO_DURATION = new Setting<>(
            "MAX_AUDIO_DURATION",
            SettingForms.DURATION,
            "12h",
            "The longest audio that is converted.",
            SettingForms::duration);
    static final Setting<Duration> RETENTION = new Setting<>(
            "RETENTION",
            SettingForms.DURATION,
            "7d",
            "How long video and MP3 are kept after a job has ended.",
            SettingForms::duration);
    static final Setting<Duration> SWEEP_AFTER = new Setting<>(
            "SWEEP_AFTER",
            SettingForms.DURATION,
            "10m",
            "How old media that belong to no job, because a process died, must be to be removed.",
            SettingForms::duration);
    static final Setting<Integer> CONVERTER_SLOTS = new Setting<>(
            "CONVERTER_SLOTS",
            "a whole number from 1 to 256",
            "",
            "How many conversions run at a time. Without it, as many as there are cores.",
            text -> text.isEmpty()
                    ? Runtime.getRuntime().availableProcessors()
                    : SettingForms.wholeNumber(1, 256).apply(text));
    static final Setting<Duration> CONVERSION_TIMEOUT = new Setting<>(
            "CONVERSION_TIMEOUT",
            SettingForms.DURATION,
            "30m",
            "The longest that one conversion may take.",
            SettingForms::duration);
    static final Setting<Duration> DRAIN_TIMEOUT = new Setting<>(
            "DRAIN_TIMEOUT",
            SettingForms.DURATION,
            "5s",
            "How long conversions may go on when the service is told to end; then they are given back to the queue.",
            SettingForms::duration);
    static final Setting<Optional<Path>> FFMPEG = new Setting<>(
            "FFMPEG",
            "the path of an FFmpeg program",
            "",
            "The FFmpeg to use. Without it, the one on the PATH, or else the one inside the jar.",
            SettingForms::path);
    static final Setting<Optional<Path>> CACHE = new Setting<>(
            "CACHE",
            "a folder",
            "",
            "Where the FFmpeg inside the jar is unpacked to. Without it, the folder soundlift in the user's cache folder.",
            SettingForms::path);

    static final List<Setting<?>> ALL = List.of(
            PORT,
            BIND,
            DATA,
            AUTH,
            ALLOW_ANONYMOUS,
            PUBLIC_URL,
            MAX_UPLOAD_BYTES,
            MAX_AUDIO_DURATION,
            RETENTION,
            SWEEP_AFTER,
            CONVERTER_SLOTS,
            CONVERSION_TIMEOUT,
            DRAIN_TIMEOUT,
            FFMPEG,
            CACHE);

    <T> T get(Setting<T> setting) {
        return setting.read(environment, flags);
    }

    /** @throws SettingsException if strangers could use a service without accounts and nobody has said that they may */
    void requireSafe() {
        String bind = get(BIND);
        if (get(AUTH) == Auth.OFF && !isLoopback(bind) && !get(ALLOW_ANONYMOUS)) {
            throw new SettingsException(BIND.variable() + " is \"" + bind
                    + "\", which other machines reach, and there are no accounts. Listen on 127.0.0.1, or say "
                    + ALLOW_ANONYMOUS.flag() + " if everyone may use this service.");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException(BIND.variable() + " is \"" + host + "\"; accepted is " + BIND.form() + ".");
        }
    }

    Path data() {
        return get(DATA).orElse(Path.of("data"));
    }

    GatewayConfig gateway() {
        return new GatewayConfig(
                get(BIND), get(PORT), get(PUBLIC_URL), get(MAX_UPLOAD_BYTES), get(RETENTION), get(SWEEP_AFTER));
    }

    ConverterLimits converterLimits() {
        return new ConverterLimits(get(MAX_AUDIO_DURATION), get(CONVERSION_TIMEOUT));
    }

    FfmpegLocator ffmpeg() {
        return new FfmpegLocator(
                get(FFMPEG), environment.getOrDefault("PATH", ""), get(CACHE).orElseGet(this::userCache));
    }

    private Path userCache() {
        Path caches = Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("soundlift");
    }
}

package org.soundlift.app.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.http.TrustedProxies;

/** The process itself: its port, its folder, its place on the network. */
public final class ServiceSettings {
    public static final Setting<Integer> PORT = new Setting<>(
            "PORT",
            "a port from 0 to 65535, 0 for any that is free",
            "5000",
            "Port of the web page and the HTTP interface.",
            SettingForms.wholeNumber(0, 65_535));
    public static final Setting<String> BIND = new Setting<>(
            "BIND", "an IP address or host name", "127.0.0.1", "IP address or host name to listen on.", text -> text);
    public static final Setting<Optional<Path>> DATA = new Setting<>(
            "DATA",
            "a folder",
            "",
            "Folder of the database, the videos and the MP3s. It is made if it does not exist. Without it, the user's "
                    + "own: $XDG_DATA_HOME/soundlift or ~/.local/share/soundlift, on macOS "
                    + "~/Library/Application Support/Soundlift, on Windows %LOCALAPPDATA%\\Soundlift. A folder data "
                    + "in the working folder is used where an earlier version has used it.",
            SettingForms::path);
    public static final Setting<Optional<URI>> PUBLIC_URL = new Setting<>(
            "PUBLIC_URL",
            "a URL such as https://soundlift.example.org or https://example.org/soundlift",
            "",
            "The URL under which users reach the service, for links. If it has a path, such as /soundlift, all "
                    + "URLs of the service begin with that. Without it, links repeat the URL of the request.",
            SettingForms::publicUrl);
    public static final Setting<TrustedProxies> TRUSTED_PROXIES = new Setting<>(
            "TRUSTED_PROXIES",
            "IP addresses and networks such as 10.0.0.0/8, separated by commas",
            "127.0.0.0/8, ::1",
            "Proxies whose X-Forwarded-For, -Proto and -Host are believed. For the auth service these are "
                    + "the gateways.",
            SettingForms::proxies);
    public static final Setting<Set<String>> ALLOWED_ORIGINS = new Setting<>(
            "ALLOWED_ORIGINS",
            "origins such as https://app.example.org, separated by commas",
            "",
            "Other sites whose pages may use the HTTP interface (CORS), with access tokens or API keys, "
                    + "never with cookies.",
            SettingForms::origins);
    public static final Setting<Duration> DRAIN_TIMEOUT = new Setting<>(
            "DRAIN_TIMEOUT",
            SettingForms.DURATION,
            "5s",
            "Longest time that running conversions get at a shutdown. Then they go back to the " + "queue.",
            SettingForms::duration);

    public static final Setting<Optional<String>> METRICS_TOKEN = Setting.secret(
            "METRICS_TOKEN",
            "a long random text",
            "Bearer token that clients of /metrics send. Without it, a gateway that requires accounts "
                    + "shows its metrics to its own machine alone.");

    static final SettingGroup GROUP = new SettingGroup(
            "Service",
            List.of(PORT, BIND, DATA, PUBLIC_URL, TRUSTED_PROXIES, ALLOWED_ORIGINS, METRICS_TOKEN, DRAIN_TIMEOUT));

    private ServiceSettings() {}
}

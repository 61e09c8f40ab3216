package org.soundlift.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.soundlift.gateway.session.AccountMode;

/** Refuses settings that would let strangers in where other machines reach the service. */
final class Exposure {
    private static final String NEW_SECRET = " Set another one, such as the output of: openssl rand -hex 32";
    private static final int SHORTEST_SECRET = 16;

    /** What everybody tries first. */
    private static final Set<String> KNOWN_SECRETS = Set.of(
            "secret",
            "password",
            "changeme",
            "change-me",
            "change_me",
            "soundlift",
            "admin",
            "root",
            "guest",
            "test",
            "default",
            "sarcasm",
            "auth123",
            "admin123",
            "password123",
            "supersecret",
            "jwt_secret",
            "your-secret-key");

    private Exposure() {}

    /**
     * Lets safe settings pass.
     *
     * @throws SettingsException if strangers could use a service without accounts and nobody has said that they may, or
     *     could guess a secret
     */
    static void requireSafe(Settings settings, Set<Role> roles) {
        if (roles.contains(Role.GATEWAY) && settings.get(Settings.AUTH) == AccountMode.OFF) {
            for (Setting<?> setting : List.of(Settings.AUTH_URL, Settings.ADMIN_EMAIL, Settings.OIDC_ISSUER)) {
                requireAbsent(setting, (Optional<?>) settings.get(setting));
            }
        }
        // Whoever makes a job sees what is derived from it, and can try.
        requireUnknown(Settings.WEBHOOK_SECRET, settings.get(Settings.WEBHOOK_SECRET));
        requireLong(settings, Settings.WEBHOOK_SECRET);
        String bind = settings.get(Settings.BIND);
        if (isLoopback(bind)) {
            return;
        }
        boolean anonymous = roles.contains(Role.GATEWAY) && settings.get(Settings.AUTH) != AccountMode.REQUIRED;
        if (anonymous && !settings.get(Settings.ALLOW_ANONYMOUS)) {
            throw new SettingsException(Settings.BIND.variable() + " is \"" + bind
                    + "\", which other machines reach, and no account is needed. Say " + Settings.AUTH.flag()
                    + " required, or listen on 127.0.0.1, or say " + Settings.ALLOW_ANONYMOUS.flag()
                    + " if everyone may use this service.");
        }
        for (var secret : List.of(Settings.AUTH_SECRET, Settings.DATABASE_PASSWORD, Settings.DATABASE_URL)) {
            requireUnknown(secret, settings.get(secret));
        }
        requireLong(settings, Settings.AUTH_SECRET);
    }

    private static void requireLong(Settings settings, Setting<Optional<String>> secret) {
        if (settings.get(secret).filter(text -> text.length() < SHORTEST_SECRET).isPresent()) {
            throw new SettingsException(
                    secret.variable() + " is shorter than " + SHORTEST_SECRET + " characters." + NEW_SECRET);
        }
    }

    /** Who sets it wants accounts, and must not believe to have them. */
    private static void requireAbsent(Setting<?> setting, Optional<?> value) {
        if (value.isPresent()) {
            throw new SettingsException(setting.variable() + " is set, but " + Settings.AUTH.variable()
                    + " is off: say " + Settings.AUTH.flag() + " required.");
        }
    }

    /** @param text a secret, or an address that holds one */
    private static void requireUnknown(Setting<Optional<String>> setting, Optional<String> text) {
        String secret = text.orElse("").toLowerCase(Locale.ROOT).replaceFirst("^jdbc:.*[?&]password=([^&]*).*$", "$1");
        if (KNOWN_SECRETS.contains(secret)) {
            throw new SettingsException(
                    setting.variable() + " holds a secret that everybody tries first." + NEW_SECRET);
        }
    }

    /** Whether no other machine reaches that address. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException(
                    Settings.BIND.variable() + " is \"" + host + "\"; accepted is " + Settings.BIND.form() + ".");
        }
    }
}

package org.soundlift.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.soundlift.gateway.access.AccountMode;

/** Refuses settings that would let strangers in where other machines reach the service. */
public final class SafetyCheck {
    private static final String NEW_SECRET = " Set another one, such as the output of: openssl rand -hex 32";
    private static final int SHORTEST_SECRET = 16;

    /** The first guesses of every attacker. */
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

    private SafetyCheck() {}

    /**
     * Lets safe settings pass.
     *
     * @throws SettingsException if strangers could use a service without accounts although this was not allowed, or
     *     could guess a secret
     */
    public static void requireSafe(Settings settings, Set<ServiceName> roles) {
        if (roles.contains(ServiceName.GATEWAY) && settings.get(AccountSettings.AUTH) == AccountMode.OFF) {
            for (Setting<?> setting :
                    List.of(AccountSettings.AUTH_URL, AccountSettings.ADMIN_EMAIL, AccountSettings.OIDC_ISSUER)) {
                requireAbsent(setting, (Optional<?>) settings.get(setting));
            }
        }
        settings.get(AccountSettings.OIDC_CLIENT_ID)
                .ifPresent(_ -> settings.require(AccountSettings.OIDC_ISSUER, AccountSettings.OIDC_CLIENT_ID));
        if (settings.get(AccountSettings.PASSWORD_LOGIN) == AccountSettings.PasswordLogin.OFF) {
            settings.require(AccountSettings.OIDC_CLIENT_ID, AccountSettings.PASSWORD_LOGIN);
        }
        // The maker of a job sees what is derived from it, and can guess.
        requireUnknown(NotificationSettings.WEBHOOK_SECRET, settings.get(NotificationSettings.WEBHOOK_SECRET));
        requireLong(settings, NotificationSettings.WEBHOOK_SECRET);
        requireUnknown(ServiceSettings.METRICS_TOKEN, settings.get(ServiceSettings.METRICS_TOKEN));
        requireLong(settings, ServiceSettings.METRICS_TOKEN);
        String bind = settings.get(ServiceSettings.BIND);
        if (isLoopback(bind)) {
            return;
        }
        boolean anonymous =
                roles.contains(ServiceName.GATEWAY) && settings.get(AccountSettings.AUTH) != AccountMode.REQUIRED;
        if (anonymous && !settings.get(AccountSettings.ALLOW_ANONYMOUS)) {
            throw new SettingsException(ServiceSettings.BIND.variable() + " is \"" + bind
                    + "\", which other machines reach, and no account is needed. Say " + AccountSettings.AUTH.flag()
                    + " required, or listen on 127.0.0.1, or say " + AccountSettings.ALLOW_ANONYMOUS.flag()
                    + " if all that reach it may use this service.");
        }
        for (var secret : List.of(
                AccountSettings.AUTH_SECRET, MessagingSettings.DATABASE_PASSWORD, MessagingSettings.DATABASE_URL)) {
            requireUnknown(secret, settings.get(secret));
        }
        requireLong(settings, AccountSettings.AUTH_SECRET);
    }

    private static void requireLong(Settings settings, Setting<Optional<String>> secret) {
        if (settings.get(secret).filter(text -> text.length() < SHORTEST_SECRET).isPresent()) {
            throw new SettingsException(
                    secret.variable() + " is shorter than " + SHORTEST_SECRET + " characters." + NEW_SECRET);
        }
    }

    /** An operator that sets it wants accounts, and must not believe to have them. */
    private static void requireAbsent(Setting<?> setting, Optional<?> value) {
        if (value.isPresent()) {
            throw new SettingsException(setting.variable() + " is set, but " + AccountSettings.AUTH.variable()
                    + " is off: say " + AccountSettings.AUTH.flag() + " required.");
        }
    }

    /** @param text a secret, or a URL that holds one */
    private static void requireUnknown(Setting<Optional<String>> setting, Optional<String> text) {
        String secret = text.orElse("").toLowerCase(Locale.ROOT).replaceFirst("^jdbc:.*[?&]password=([^&]*).*$", "$1");
        if (KNOWN_SECRETS.contains(secret)) {
            throw new SettingsException(setting.variable() + " holds a secret that is easily guessed." + NEW_SECRET);
        }
    }

    /** Returns true if no other machine reaches that IP address. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException(ServiceSettings.BIND.variable() + " is \"" + host + "\"; accepted is "
                    + ServiceSettings.BIND.form() + ".");
        }
    }
}

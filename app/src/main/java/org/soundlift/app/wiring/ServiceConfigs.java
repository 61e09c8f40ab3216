package org.soundlift.app.wiring;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.soundlift.app.settings.AccountSettings;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.SafetyCheck;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.StorageSettings;
import org.soundlift.app.settings.UploadSettings;
import org.soundlift.app.settings.UploadSettings.UrlUse;
import org.soundlift.auth.AuthConfig;
import org.soundlift.auth.oidc.AuthorizationCodeFlow;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.converter.ConverterService.ConverterConfig;
import org.soundlift.converter.convert.ConverterLimits;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.gateway.GatewayConfig;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.gateway.access.LoginWays;
import org.soundlift.gateway.upload.OwnerLimits;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.gateway.upload.UrlInput;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.Registration;
import org.soundlift.http.Sites;
import org.soundlift.http.outgoing.PublicAddresses;

/** Settings as the services take them. */
public record ServiceConfigs(Settings settings) {
    /**
     * Set by the launchers of packages and images, with which FFmpeg lies beside the jar; no setting of an operator.
     */
    private static final String UNPACKED_FFMPEG = "soundlift.ffmpeg";

    /** A service with a public URL is not only for callers at this machine. */
    private boolean isLocal() {
        return SafetyCheck.isLoopback(settings.get(ServiceSettings.BIND))
                && settings.get(ServiceSettings.PUBLIC_URL).isEmpty();
    }

    private Registration registration() {
        return settings.get(AccountSettings.REGISTRATION) == Registration.LOCAL && !isLocal()
                ? Registration.CLOSED
                : settings.get(AccountSettings.REGISTRATION);
    }

    /** As many as there are cores, but no more than a quarter of the memory holds. */
    private static int hashesAtATime() {
        Runtime runtime = Runtime.getRuntime();
        long fitting = runtime.maxMemory() / 4 / PasswordHasher.BYTES_PER_HASH;
        return (int) Math.max(1, Math.min(runtime.availableProcessors(), fitting));
    }

    /** @param secret encrypts the signing keys; asked for at the first use */
    public AuthConfig auth(Supplier<String> secret) {
        Optional<AuthConfig.External> external = settings.get(AccountSettings.OIDC_ISSUER)
                .map(issuer -> new AuthConfig.External(
                        issuer, settings.get(AccountSettings.OIDC_AUDIENCE).orElse("soundlift"), oidcClient()));
        return new AuthConfig(
                secret, logins().registration(), external, hasPasswords(), hashesAtATime(), TokenTiming.DEFAULT);
    }

    private Optional<AuthorizationCodeFlow.Client> oidcClient() {
        return settings.get(AccountSettings.OIDC_CLIENT_ID).map(id -> {
            URI page = settings.require(ServiceSettings.PUBLIC_URL, AccountSettings.OIDC_CLIENT_ID);
            URI callback = URI.create(page.toString().replaceFirst("/+$", "") + "/login/oidc/callback");
            return new AuthorizationCodeFlow.Client(id, settings.get(AccountSettings.OIDC_CLIENT_SECRET), callback);
        });
    }

    private boolean hasPasswords() {
        return settings.get(AccountSettings.PASSWORD_LOGIN) == AccountSettings.PasswordLogin.ON;
    }

    private LoginWays logins() {
        Optional<String> organisation =
                settings.get(AccountSettings.OIDC_CLIENT_ID).map(_ -> settings.get(AccountSettings.OIDC_NAME));
        return new LoginWays(registration(), hasPasswords(), organisation);
    }

    /** Without accounts any caller may do all; so the service answers to the names of its own machine alone. */
    private Sites sites() {
        boolean local = isLocal() && settings.get(AccountSettings.AUTH) != AccountMode.REQUIRED;
        return new Sites(
                settings.get(ServiceSettings.PUBLIC_URL), settings.get(ServiceSettings.ALLOWED_ORIGINS), local);
    }

    /** @param webhookKeys empty where no webhooks are sent */
    public GatewayConfig gateway(Optional<WebhookKeys> webhookKeys) {
        return new GatewayConfig(
                new GatewayConfig.Listening(
                        settings.get(ServiceSettings.BIND),
                        settings.get(ServiceSettings.PORT),
                        sites(),
                        settings.get(ServiceSettings.TRUSTED_PROXIES),
                        metricsReaders(false)),
                settings.get(AccountSettings.AUTH),
                logins(),
                uploadLimits(),
                new GatewayConfig.Keeping(
                        settings.get(StorageSettings.RETENTION), settings.get(StorageSettings.SWEEP_AFTER)),
                webhookKeys);
    }

    /** @param inside users don't reach the service */
    MetricsRoute.Readers metricsReaders(boolean inside) {
        return new MetricsRoute.Readers(
                settings.get(ServiceSettings.METRICS_TOKEN),
                inside || settings.get(AccountSettings.AUTH) != AccountMode.REQUIRED);
    }

    private UploadLimits uploadLimits() {
        return new UploadLimits(
                settings.get(UploadSettings.MAX_UPLOAD_BYTES),
                settings.get(UploadSettings.MAX_UPLOADS_AT_A_TIME),
                new OwnerLimits(
                        settings.get(UploadSettings.MAX_WAITING_JOBS),
                        settings.get(UploadSettings.MAX_BYTES_A_DAY),
                        settings.get(UploadSettings.MAX_MINUTES_A_MONTH)),
                settings.get(UploadSettings.UPLOAD_CHUNK),
                urlInput());
    }

    private Optional<UrlInput> urlInput() {
        AccountMode accounts = settings.get(AccountSettings.AUTH);
        boolean isUsed = switch (settings.get(UploadSettings.URL_INPUT)) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> accounts != AccountMode.OFF || isLocal();
        };
        boolean isForVisitors = settings.get(UploadSettings.URL_INPUT) == UrlUse.ON || isLocal();
        PublicAddresses addresses = new PublicAddresses(settings.get(UploadSettings.URL_ALLOWED_NETWORKS));
        return isUsed ? Optional.of(new UrlInput(addresses, isForVisitors)) : Optional.empty();
    }

    /** @param workFolder for unfinished MP3s */
    ConverterConfig converter(Path workFolder) {
        return new ConverterConfig(
                ffmpeg(),
                settings.get(ConverterSettings.SANDBOX),
                converterLimits(),
                settings.get(ConverterSettings.CONVERTER_SLOTS),
                settings.get(ServiceSettings.DRAIN_TIMEOUT),
                workFolder);
    }

    public ConverterLimits converterLimits() {
        return new ConverterLimits(
                settings.get(ConverterSettings.MAX_AUDIO_DURATION), settings.get(ConverterSettings.CONVERSION_TIMEOUT));
    }

    public FfmpegLocator ffmpeg() {
        return new FfmpegLocator(
                settings.get(ConverterSettings.FFMPEG),
                Optional.ofNullable(System.getProperty(UNPACKED_FFMPEG)).map(Path::of),
                settings.environment().getOrDefault("PATH", ""),
                settings.get(ConverterSettings.CACHE).orElseGet(this::userCache));
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

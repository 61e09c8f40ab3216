package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.settings.AccountSettings;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.QueueKind;
import org.soundlift.app.settings.SafetyCheck;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.SettingForms;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.settings.StorageSettings;
import org.soundlift.app.settings.UnknownVariables;
import org.soundlift.app.settings.UploadSettings;

class SettingsTest {
    @Test
    void defaultsAreThoseOfALaptop() {
        Settings settings = new Settings(Map.of(), Map.of());
        assertThat(settings.get(ServiceSettings.PORT)).isEqualTo(5000);
        assertThat(settings.get(ServiceSettings.BIND)).isEqualTo("127.0.0.1");
        assertThat(settings.get(UploadSettings.MAX_UPLOAD_BYTES)).isEqualTo(10L << 30);
        assertThat(settings.get(StorageSettings.RETENTION)).isEqualTo(Duration.ofDays(7));
        assertThat(settings.get(ConverterSettings.CONVERTER_SLOTS))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        requireSafe(settings);
        Settings.ALL.forEach(settings::get);
    }

    @Test
    void flagWinsOverVariableOverDefault() {
        Map<String, String> environment = Map.of("SOUNDLIFT_PORT", "6000", "SOUNDLIFT_RETENTION", " 36h ");
        Settings settings = new Settings(environment, Map.of("--port", "7000"));
        assertThat(settings.get(ServiceSettings.PORT)).isEqualTo(7000);
        assertThat(settings.get(StorageSettings.RETENTION)).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void bytesAreReadInAllUnits() {
        assertThat(SettingForms.bytes("1.5kB")).isEqualTo(1500);
        assertThat(SettingForms.bytes("10 GiB")).isEqualTo(10L << 30);
        assertThat(SettingForms.bytes("7")).isEqualTo(7);
    }

    @Test
    void mistakesNameTheVariableTheValueAndTheForm() {
        Map<String, String> wrong = Map.of(
                "SOUNDLIFT_PORT", "65536",
                "SOUNDLIFT_MAX_UPLOAD_BYTES", "10 apples",
                "SOUNDLIFT_RETENTION", "-1d",
                "SOUNDLIFT_AUTH", "perhaps",
                "SOUNDLIFT_ALLOW_ANONYMOUS", "perhaps",
                "SOUNDLIFT_PUBLIC_URL", "ftp://x",
                "SOUNDLIFT_CONVERTER_SLOTS", "0");
        wrong.forEach((variable, value) -> assertThatThrownBy(() -> {
                    Settings settings = new Settings(Map.of(variable, value), Map.of());
                    Settings.ALL.forEach(settings::get);
                })
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(variable + " is \"" + value + "\"; accepted is "));
    }

    @Test
    void strangersNeedToBeAllowed() {
        assertThatThrownBy(() -> requireSafe(new Settings(Map.of("SOUNDLIFT_BIND", "0.0.0.0"), Map.of())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--allow-anonymous");
        requireSafe(new Settings(Map.of("SOUNDLIFT_BIND", "0.0.0.0", "SOUNDLIFT_ALLOW_ANONYMOUS", "true"), Map.of()));
        requireSafe(new Settings(Map.of("SOUNDLIFT_BIND", "localhost"), Map.of()));
        requireSafe(new Settings(Map.of("SOUNDLIFT_BIND", "0.0.0.0", "SOUNDLIFT_AUTH", "required"), Map.of()));
        assertThatThrownBy(() -> requireSafe(
                        new Settings(Map.of("SOUNDLIFT_BIND", "0.0.0.0", "SOUNDLIFT_AUTH", "optional"), Map.of())))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void whoWantsAccountsMustNotBelieveToHaveThem() {
        for (String[] wish : new String[][] {
            {"SOUNDLIFT_AUTH_URL", "http://localhost:5001"},
            {"SOUNDLIFT_ADMIN_EMAIL", "root@example.org"},
            {"SOUNDLIFT_OIDC_ISSUER", "https://login.example.org"}
        }) {
            assertThatThrownBy(() -> requireSafe(new Settings(Map.of(wish[0], wish[1]), Map.of())))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(wish[0])
                    .hasMessageContaining("--auth required");
            requireSafe(new Settings(Map.of(wish[0], wish[1], "SOUNDLIFT_AUTH", "required"), Map.of()));
        }
    }

    @Test
    void secretsThatEverybodyTriesAreForThisMachineOnly() {
        for (String secret : List.of("changeme", "Sarcasm", "short-one")) {
            Map<String, String> here = Map.of("SOUNDLIFT_AUTH", "required", "SOUNDLIFT_AUTH_SECRET", secret);
            requireSafe(new Settings(here, Map.of()));
            assertThatThrownBy(() -> requireSafe(new Settings(here, Map.of("--bind", "0.0.0.0"))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("SOUNDLIFT_AUTH_SECRET")
                    .hasMessageNotContaining(secret);
        }
        String url = "jdbc:mysql://db/soundlift?user=root&password=root";
        assertThatThrownBy(() -> requireSafe(new Settings(
                        Map.of("SOUNDLIFT_AUTH", "required", "SOUNDLIFT_DATABASE_URL", url),
                        Map.of("--bind", "0.0.0.0"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SOUNDLIFT_DATABASE_URL");
        Map<String, String> good = Map.of("SOUNDLIFT_AUTH", "required", "SOUNDLIFT_AUTH_SECRET", "0123456789abcdef");
        requireSafe(new Settings(good, Map.of("--bind", "0.0.0.0")));
    }

    /** The maker of a job sees what is derived from it. */
    @Test
    void secretOfWebhooksIsHardToGuessEverywhere() {
        for (String secret : List.of("changeme", "short-one")) {
            assertThatThrownBy(() -> requireSafe(new Settings(Map.of("SOUNDLIFT_WEBHOOK_SECRET", secret), Map.of())))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("SOUNDLIFT_WEBHOOK_SECRET")
                    .hasMessageNotContaining(secret);
        }
        requireSafe(new Settings(Map.of("SOUNDLIFT_WEBHOOK_SECRET", "0123456789abcdef"), Map.of()));
    }

    @Test
    void addressesWithPasswordsAreNotRepeatedInMistakes() {
        for (String variable : List.of("SOUNDLIFT_AMQP_URL", "SOUNDLIFT_SMTP_URL", "SOUNDLIFT_MONGODB_URI")) {
            assertThatThrownBy(() -> {
                        Settings settings = new Settings(Map.of(variable, "http://u:geheim@host"), Map.of());
                        Settings.ALL.forEach(settings::get);
                    })
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(variable)
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void servicesOfTheirOwnNeedABroker() {
        assertThatThrownBy(() -> ServiceName.complete(Set.of(ServiceName.CONVERTER), QueueKind.SQL))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SOUNDLIFT_QUEUE");
        assertThat(ServiceName.complete(Set.of(ServiceName.CONVERTER), QueueKind.RABBITMQ))
                .containsExactly(ServiceName.CONVERTER);
        assertThat(ServiceName.complete(Set.of(ServiceName.GATEWAY), QueueKind.SQL))
                .containsExactlyInAnyOrder(ServiceName.GATEWAY, ServiceName.CONVERTER, ServiceName.NOTIFICATION);
        assertThat(ServiceName.complete(Set.of(ServiceName.AUTH), QueueKind.SQL))
                .containsExactly(ServiceName.AUTH);
    }

    @Test
    void secretIsReadFromAFileToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from the file\n");
        Map<String, String> environment = Map.of("SOUNDLIFT_AUTH_SECRET_FILE", file.toString());
        assertThat(new Settings(environment, Map.of()).get(AccountSettings.AUTH_SECRET))
                .contains("from the file");
        assertThat(new Settings(Map.of(), Map.of("--auth-secret-file", file.toString()))
                        .get(AccountSettings.AUTH_SECRET))
                .contains("from the file");
        Map<String, String> missing =
                Map.of("SOUNDLIFT_AUTH_SECRET_FILE", folder.resolve("none").toString());
        assertThatThrownBy(() -> new Settings(missing, Map.of()).get(AccountSettings.AUTH_SECRET))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("SOUNDLIFT_AUTH_SECRET_FILE names the file ");
    }

    private static void requireSafe(Settings settings) {
        SafetyCheck.requireSafe(settings, ServiceName.ALL);
    }

    @Test
    void unknownVariablesAreNamedWithTheNearestSetting() {
        Map<String, String> environment = Map.of(
                "SOUNDLIFT_RETENTON", "1d",
                "SOUNDLIFT_AUTH_SECRETS_FILE", "x",
                "SOUNDLIFT_XYZ", "1",
                "SOUNDLIFT_PORT", "1",
                "SOUNDLIFT_AUTH_SECRET_FILE", "x",
                "SOUNDLIFT_JAVA_OPTIONS", "",
                "SOUNDLIFT_SERVICE_HOST", "10.0.0.1",
                "PATH", "/bin");
        assertThat(UnknownVariables.warnings(environment))
                .containsExactly(
                        "SOUNDLIFT_AUTH_SECRETS_FILE is no setting and is ignored."
                                + " Did you mean SOUNDLIFT_AUTH_SECRET_FILE?",
                        "SOUNDLIFT_RETENTON is no setting and is ignored. Did you mean SOUNDLIFT_RETENTION?",
                        "SOUNDLIFT_XYZ is no setting and is ignored.");
    }
}

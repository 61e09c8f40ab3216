package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void defaultsAreThoseOfALaptop() {
        Settings settings = new Settings(Map.of(), Map.of());
        assertThat(settings.get(Settings.PORT)).isEqualTo(5000);
        assertThat(settings.get(Settings.BIND)).isEqualTo("127.0.0.1");
        assertThat(settings.get(Settings.MAX_UPLOAD_BYTES)).isEqualTo(10L << 30);
        assertThat(settings.get(Settings.RETENTION)).isEqualTo(Duration.ofDays(7));
        assertThat(settings.get(Settings.CONVERTER_SLOTS))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        settings.requireSafe();
        Settings.ALL.forEach(settings::get);
    }

    @Test
    void flagWinsOverVariableOverDefault() {
        Map<String, String> environment = Map.of("SOUNDLIFT_PORT", "6000", "SOUNDLIFT_RETENTION", " 36h ");
        Settings settings = new Settings(environment, Map.of("--port", "7000"));
        assertThat(settings.get(Settings.PORT)).isEqualTo(7000);
        assertThat(settings.get(Settings.RETENTION)).isEqualTo(Duration.ofHours(36));
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
                "SOUNDLIFT_AUTH", "required",
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
        assertThatThrownBy(() -> new Settings(Map.of("SOUNDLIFT_BIND", "0.0.0.0"), Map.of()).requireSafe())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--allow-anonymous");
        new Settings(Map.of("SOUNDLIFT_BIND", "0.0.0.0", "SOUNDLIFT_ALLOW_ANONYMOUS", "true"), Map.of()).requireSafe();
        new Settings(Map.of("SOUNDLIFT_BIND", "localhost"), Map.of()).requireSafe();
    }
}

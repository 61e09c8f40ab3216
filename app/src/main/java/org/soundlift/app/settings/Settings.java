package org.soundlift.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a process, as environment and command line give them. Each is declared once, in the class of its group;
 * {@code docs/configuration.md} is made from {@link #GROUPS}.
 */
public record Settings(Map<String, String> environment, Map<String, String> flags) {
    public static final List<SettingGroup> GROUPS = List.of(
            ServiceSettings.GROUP,
            AccountSettings.GROUP,
            UploadSettings.GROUP,
            ConverterSettings.GROUP,
            StorageSettings.GROUP,
            MessagingSettings.GROUP,
            NotificationSettings.GROUP,
            LogSettings.GROUP);

    public static final List<Setting<?>> ALL =
            GROUPS.stream().flatMap(group -> group.settings().stream()).toList();

    /** Returns a setting that another one makes necessary. */
    public <T> T require(Setting<Optional<T>> setting, Setting<?> because) {
        return get(setting)
                .orElseThrow(() -> new SettingsException(because.variable() + " is " + text(because) + ", so set "
                        + setting.variable() + " too: " + setting.form() + "."));
    }

    private String text(Setting<?> setting) {
        return String.valueOf(get(setting)).toLowerCase(java.util.Locale.ROOT);
    }

    public <T> T get(Setting<T> setting) {
        return setting.read(environment, flags);
    }

    public Path data() {
        return get(ServiceSettings.DATA).orElseGet(() -> usualData().path());
    }

    /** Returns the data folder of users that name none. */
    public UsualDataFolder usualData() {
        return UsualDataFolder.of(environment);
    }
}

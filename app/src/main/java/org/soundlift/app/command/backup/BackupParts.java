package org.soundlift.app.command.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.NotificationSettings;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.settings.StorageSettings;
import org.soundlift.app.wiring.DataFolder;
import org.soundlift.app.wiring.Database;
import org.soundlift.app.wiring.NotificationWiring;
import org.soundlift.app.wiring.StorageWiring;
import org.soundlift.core.media.MediaStore;

/** The data folder, the database and the media store of a service, as the settings choose them. */
public final class BackupParts implements AutoCloseable {
    /** The settings that lead to them. */
    public static final List<SettingGroup> SETTINGS =
            List.of(MessagingSettings.tablesWith(NotificationSettings.WEBHOOK_SECRET), StorageSettings.GROUP);

    private final Settings settings;
    private final DataFolder data;
    private final Database database;
    private final Optional<MediaStore> store;

    private BackupParts(Settings settings, boolean tablesOnly, Set<ServiceName> locked) {
        this.settings = settings;
        this.data = new DataFolder(settings.data(), locked);
        this.database = Database.of(settings, data);
        this.store = tablesOnly ? Optional.empty() : Optional.of(StorageWiring.store(settings, ServiceName.ALL, data));
    }

    /**
     * Opens those of a service, which may run.
     *
     * @throws SettingsException if there are none
     */
    static BackupParts existing(Settings settings, boolean tablesOnly) throws Exception {
        DataFolder data = new DataFolder(settings.data(), Set.of());
        if (!Database.isBegun(settings, data)) {
            throw new SettingsException("There is no database in " + data.resolve("")
                    + ". Name the folder of the service with " + ServiceSettings.DATA.flag() + ".");
        }
        return new BackupParts(settings, tablesOnly, Set.of()).opened();
    }

    /**
     * Opens those of a new service, and makes what is not there.
     *
     * @throws SettingsException if a service uses the data folder
     */
    static BackupParts empty(Settings settings, boolean tablesOnly) throws Exception {
        BackupParts parts = new BackupParts(settings, tablesOnly, isAlone(settings) ? ServiceName.ALL : Set.of());
        parts.data.create();
        return parts.opened();
    }

    private static boolean isAlone(Settings settings) {
        return settings.get(MessagingSettings.DATABASE_URL).isEmpty();
    }

    private BackupParts opened() throws Exception {
        try {
            data.start();
            database.start();
            if (store.isPresent()) {
                store.get().start();
            }
            return this;
        } catch (Exception e) { // The parts that are open must not outlive any failure.
            close();
            throw e;
        }
    }

    Database database() {
        return database;
    }

    Optional<MediaStore> store() {
        return store;
    }

    /** Returns the file of the secret that the service has made; empty if one is set, or there is none. */
    Optional<Path> madeSecret() {
        return isSecretSet()
                ? Optional.empty()
                : Optional.of(NotificationWiring.madeSecret(data)).filter(Files::exists);
    }

    /** Takes over the secret of another service. Returns false if the operator has to set it. */
    boolean adopt(Path secret) throws IOException {
        if (isSecretSet()) {
            return true;
        }
        if (!isAlone(settings)) {
            return false;
        }
        Path own = NotificationWiring.madeSecret(data);
        if (Files.exists(own) && Files.mismatch(own, secret) >= 0) { // Of a service that has done no work yet.
            Files.move(own, own.resolveSibling(own.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(secret, own, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean isSecretSet() {
        return settings.get(NotificationSettings.WEBHOOK_SECRET).isPresent();
    }

    @Override
    public void close() {
        store.ifPresent(MediaStore::close);
        database.close();
        data.close();
    }
}

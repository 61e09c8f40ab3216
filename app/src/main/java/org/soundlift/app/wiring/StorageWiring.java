package org.soundlift.app.wiring;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.settings.StorageSettings;
import org.soundlift.core.media.MediaStore;
import org.soundlift.storage.filesystem.FilesystemMediaStore;
import org.soundlift.storage.gridfs.GridFsMediaStore;
import org.soundlift.storage.s3.S3Config;
import org.soundlift.storage.s3.S3MediaStore;

/** Chooses where videos and MP3s are kept. */
public final class StorageWiring {
    private StorageWiring() {}

    public static MediaStore store(Settings settings, Set<ServiceName> roles, DataFolder data) {
        return switch (settings.get(StorageSettings.STORAGE)) {
            case FILESYSTEM ->
                new FilesystemMediaStore(
                        settings.get(StorageSettings.MEDIA_FOLDER).orElseGet(() -> own(roles, data)));
            case GRIDFS -> new GridFsMediaStore(settings.require(StorageSettings.MONGODB_URI, StorageSettings.STORAGE));
            case S3 -> new S3MediaStore(s3(settings));
        };
    }

    /** @throws SettingsException if services that share the media would each look into a folder of their own */
    private static Path own(Set<ServiceName> roles, DataFolder data) {
        if (roles.contains(ServiceName.GATEWAY) != roles.contains(ServiceName.CONVERTER)) {
            throw new SettingsException("Gateway and converter run apart, and share no folder: set "
                    + StorageSettings.MEDIA_FOLDER.variable() + " to one that both reach, or "
                    + StorageSettings.STORAGE.variable()
                    + " to gridfs or s3, alike for both.");
        }
        return data.resolve("media");
    }

    private static S3Config s3(Settings settings) {
        Optional<S3Config.Credentials> credentials = settings.get(StorageSettings.S3_ACCESS_KEY)
                .map(key -> new S3Config.Credentials(
                        key, settings.require(StorageSettings.S3_SECRET_KEY, StorageSettings.S3_ACCESS_KEY)));
        return new S3Config(
                settings.require(StorageSettings.S3_BUCKET, StorageSettings.STORAGE),
                settings.get(StorageSettings.S3_PREFIX),
                settings.get(StorageSettings.S3_ENDPOINT),
                settings.get(StorageSettings.S3_REGION),
                credentials,
                settings.get(StorageSettings.S3_PATH_STYLE));
    }
}

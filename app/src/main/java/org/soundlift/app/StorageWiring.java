package org.soundlift.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.media.MediaStore;
import org.soundlift.storage.filesystem.FilesystemMediaStore;
import org.soundlift.storage.gridfs.GridFsMediaStore;
import org.soundlift.storage.s3.S3Config;
import org.soundlift.storage.s3.S3MediaStore;

/** Chooses where videos and MP3s are kept. */
final class StorageWiring {
    private StorageWiring() {}

    static MediaStore store(Settings settings, Set<Role> roles, DataFolder data) {
        return switch (settings.get(Settings.STORAGE)) {
            case FILESYSTEM ->
                new FilesystemMediaStore(settings.get(Settings.MEDIA_FOLDER).orElseGet(() -> own(roles, data)));
            case GRIDFS -> new GridFsMediaStore(settings.require(Settings.MONGODB_URI, Settings.STORAGE));
            case S3 -> new S3MediaStore(s3(settings));
        };
    }

    /** @throws SettingsException if those who share the media would each look into a folder of their own */
    private static Path own(Set<Role> roles, DataFolder data) {
        if (roles.contains(Role.GATEWAY) != roles.contains(Role.CONVERTER)) {
            throw new SettingsException("Gateway and converter run apart, and share no folder: set "
                    + Settings.MEDIA_FOLDER.variable() + " to one that both reach, or " + Settings.STORAGE.variable()
                    + " to gridfs or s3, alike for both.");
        }
        return data.resolve("media");
    }

    private static S3Config s3(Settings settings) {
        Optional<S3Config.Credentials> credentials = settings.get(Settings.S3_ACCESS_KEY)
                .map(key -> new S3Config.Credentials(
                        key, settings.require(Settings.S3_SECRET_KEY, Settings.S3_ACCESS_KEY)));
        return new S3Config(
                settings.require(Settings.S3_BUCKET, Settings.STORAGE),
                settings.get(Settings.S3_PREFIX),
                settings.get(Settings.S3_ENDPOINT),
                settings.get(Settings.S3_REGION),
                credentials,
                settings.get(Settings.S3_PATH_STYLE));
    }
}

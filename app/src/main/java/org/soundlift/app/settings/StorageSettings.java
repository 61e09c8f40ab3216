package org.soundlift.app.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stores of videos and MP3s, and the time for which they are kept. */
public final class StorageSettings {
    public static final Setting<StorageKind> STORAGE = new Setting<>(
            "STORAGE",
            "filesystem, gridfs or s3",
            "filesystem",
            "Store of videos and MP3s.",
            SettingForms.oneOf(StorageKind.class));
    public static final Setting<Optional<Path>> MEDIA_FOLDER = new Setting<>(
            "MEDIA_FOLDER",
            "a folder",
            "",
            "For storage filesystem: folder of videos and MP3s. All services need the same one. Without it, "
                    + "the folder media in the data folder.",
            SettingForms::path);
    public static final Setting<Optional<String>> MONGODB_URI = Setting.secret(
            "MONGODB_URI",
            "mongodb://USER:PASSWORD@HOST:27017 or mongodb+srv://…",
            "For storage gridfs: MongoDB server or cluster.",
            SettingForms::mongodb);
    public static final Setting<Optional<String>> S3_BUCKET = new Setting<>(
            "S3_BUCKET",
            "the name of a bucket",
            "",
            "For storage s3: the bucket, which must exist.",
            SettingForms::text);
    public static final Setting<String> S3_PREFIX = new Setting<>(
            "S3_PREFIX",
            "a path such as soundlift/",
            "",
            "Prefix of the keys of all objects.",
            SettingForms::keyPrefix);
    public static final Setting<Optional<URI>> S3_ENDPOINT = new Setting<>(
            "S3_ENDPOINT",
            "a URL such as https://storage.googleapis.com",
            "",
            "URL of a store with the interface of S3, if it is not Amazon's.",
            SettingForms::webUrl);
    public static final Setting<String> S3_REGION = new Setting<>(
            "S3_REGION",
            "the name of a region",
            "us-east-1",
            "Region of the bucket. Stores other than Amazon's take any.",
            text -> text);
    public static final Setting<Boolean> S3_PATH_STYLE = new Setting<>(
            "S3_PATH_STYLE",
            "true or false",
            "false",
            "Use path-style URLs (needed by MinIO and others).",
            SettingForms::yesOrNo);
    public static final Setting<Optional<String>> S3_ACCESS_KEY = new Setting<>(
            "S3_ACCESS_KEY",
            "an access key",
            "",
            "Access key of the store. Without it, credentials are found as Amazon's own tools find them.",
            SettingForms::text);
    public static final Setting<Optional<String>> S3_SECRET_KEY =
            Setting.secret("S3_SECRET_KEY", "a secret key", "Secret of that access key.");
    public static final Setting<Duration> RETENTION = new Setting<>(
            "RETENTION",
            SettingForms.DURATION,
            "7d",
            "Time for which video and MP3 are kept after a job has ended.",
            SettingForms::duration);
    public static final Setting<Duration> SWEEP_AFTER = new Setting<>(
            "SWEEP_AFTER",
            SettingForms.DURATION,
            "1h",
            "Orphaned media older than this are deleted. Also the longest pause within an upload.",
            SettingForms::duration);

    public static final SettingGroup GROUP = new SettingGroup(
            "Storage",
            List.of(
                    STORAGE,
                    MEDIA_FOLDER,
                    MONGODB_URI,
                    S3_BUCKET,
                    S3_PREFIX,
                    S3_ENDPOINT,
                    S3_REGION,
                    S3_PATH_STYLE,
                    S3_ACCESS_KEY,
                    S3_SECRET_KEY,
                    RETENTION,
                    SWEEP_AFTER));

    private StorageSettings() {}
}

package org.soundlift.app.settings;

/** Where videos and MP3s are. */
public enum StorageKind {
    FILESYSTEM,
    GRIDFS,
    S3
}

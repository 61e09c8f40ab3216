package org.soundlift.app;

/** Where videos and MP3s are. */
enum StorageKind {
    FILESYSTEM,
    GRIDFS,
    S3
}

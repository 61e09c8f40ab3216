package org.soundlift.app.settings;

/** The kinds of store. */
public enum StorageKind {
    FILESYSTEM,
    GRIDFS,
    S3
}

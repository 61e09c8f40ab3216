package org.soundlift.core.options;

/** A text about the sound, which videos and MP3s carry. */
public enum TagField {
    TITLE,
    ARTIST,
    ALBUM,
    ALBUM_ARTIST,
    COMPOSER,
    GENRE,
    /** Four digits. */
    YEAR,
    COMMENT,
    /** Of what is sung or spoken, ISO 639-2. */
    LANGUAGE,
    /** The number on the album, such as {@code 3} or {@code 3/12}; no user can ask for it. */
    TRACK
}

package org.soundlift.converter.convert;

/** A title for a video that has only a file name. */
public final class FileTitle {
    private FileTitle() {}

    /** The last part of the path without its extension. */
    public static String of(String filename) {
        String name = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        return name.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "").strip();
    }
}

package org.soundlift.core.media;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a video without folders and extension. */
public final class SourceName {
    /** Windows' own signs: a drive, or a share. Elsewhere a backslash is a letter like any other. */
    private static final Pattern WINDOWS_PATH = Pattern.compile("(?:[A-Za-z]:[\\\\/]|\\\\\\\\).*", Pattern.DOTALL);

    private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Set<String> MEDIA_EXTENSIONS = Set.of(
            "mp4", "m4v", "m4a", "m4b", "m4p", "m4r", "mov", "qt", "3gp", "3gpp", "3g2", "f4v", "f4a", "ismv", "isma",
            "mkv", "mka", "mk3d", "webm", "weba", "mp3", "aac", "aax", "avi", "wmv", "wma", "asf", "flv", "ts", "mts",
            "m2ts", "mpg", "mpeg", "vob", "ogg", "ogv", "oga", "opus", "wav", "flac", "mxf", "caf", "amr", "ac3");

    /** A video that is called so is called so to deceive. */
    private static final Set<String> PROGRAM_EXTENSIONS = Set.of(
            "exe", "com", "bat", "cmd", "scr", "pif", "msi", "js", "vbs", "ps1", "sh", "jar", "app", "lnk", "html",
            "htm", "php", "svg");

    private SourceName() {}

    /** Returns the last part of a path; a backslash ends a part only where the path is one of Windows. */
    public static String last(String path) {
        int slash = path.lastIndexOf('/');
        boolean isWindows = WINDOWS_PATH.matcher(path).matches();
        return path.substring(Math.max(slash, isWindows ? path.lastIndexOf('\\') : -1) + 1);
    }

    /** Returns a name without its extension, if that is one of media or of programs: {@code Vol.2} is a name. */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean isCut = dot > 0 && (MEDIA_EXTENSIONS.contains(extension) || PROGRAM_EXTENSIONS.contains(extension));
        return isCut ? name.substring(0, dot) : name;
    }

    /** Returns a text in one line that can't become two, nor be shown in another order than it has. */
    public static String inOneLine(String text) {
        return BREAKING.matcher(text).replaceAll(" ").strip();
    }

    /** Returns a title for a video that has only a file name. */
    public static String title(String path) {
        return stem(last(path)).strip();
    }
}

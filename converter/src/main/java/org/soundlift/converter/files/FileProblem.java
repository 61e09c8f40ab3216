package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Sentences for exceptions of files: the message of a {@link FileSystemException} is often only a path. */
public final class FileProblem {
    private FileProblem() {}

    /** Returns a sentence such as "cannot read talk.mp4: permission denied". */
    public static String reading(Path file, IOException e) {
        return e instanceof NoSuchFileException ? "there is no file " + file : "cannot read " + file + ": " + reason(e);
    }

    /** Returns a sentence such as "cannot write to /mnt: no space left on device". */
    public static String writing(Path folder, IOException e) {
        return "cannot write to " + folder + ": " + reason(e);
    }

    /** Returns a sentence that names the file of the exception, where nothing more is known of the attempt. */
    public static String using(IOException e) {
        return e instanceof FileSystemException files && files.getFile() != null
                ? "cannot use " + files.getFile() + ": " + reason(e)
                : reason(e);
    }

    /** Returns the reason without the path. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such file or folder";
            case NotDirectoryException _ -> "a part of the path is no folder";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case FileSystemLoopException _ -> "links lead in a circle";
            case FileSystemException other when other.getReason() != null -> lowerCase(other.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : lowerCase(e.getMessage());
        };
    }

    /** The sentences of operating systems begin with an upper-case letter. */
    private static String lowerCase(String sentence) {
        boolean isWord = sentence.length() > 1 && Character.isLowerCase(sentence.charAt(1));
        return isWord ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1) : sentence;
    }
}

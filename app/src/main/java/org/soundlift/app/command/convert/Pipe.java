package org.soundlift.app.command.convert;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.converter.files.ScratchFolder;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.SourceName;

/**
 * Standard input, standard output and pipes in the place of files. The tables of a video may be anywhere in it, so that
 * it becomes a file first; a result becomes a file until it is measured.
 */
record Pipe(Path video, Optional<Path> result, boolean toStandardOutput) {
    private static final Path STANDARD = Path.of("-");

    /** Converts a file. */
    interface FileConversion {
        /** Returns the exit status. */
        int convert(Path video, Path result) throws IOException, InterruptedException, ExecutionException;
    }

    /** Returns the pipe of a command; empty if it reads and writes files. */
    static Optional<Pipe> of(Path video, Optional<Path> output) {
        boolean reads =
                isStandard(video) || (Files.exists(video) && !Files.isRegularFile(video) && !Files.isDirectory(video));
        boolean writes = output.filter(Pipe::isStandard).isPresent() || (output.isEmpty() && isStandard(video));
        return reads || writes ? Optional.of(new Pipe(video, output.filter(_ -> !writes), writes)) : Optional.empty();
    }

    static boolean isStandard(Path path) {
        return path.equals(STANDARD);
    }

    /** Returns the result as the user has named it. */
    Path shownResult() {
        return result.orElse(STANDARD);
    }

    /** Returns the exit status. */
    int run(FileConversion files) throws IOException, InterruptedException, ExecutionException, UnusableException {
        if (!toStandardOutput && result.isEmpty()) {
            throw new UnusableException("Name the result with --output: " + video + " has no name for it.");
        }
        if (!isStandard(video) && !Files.isReadable(video)) {
            throw new UnusableException(
                    Files.exists(video) ? "cannot read " + video + ": permission denied" : "there is no file " + video);
        }
        Path place = result.map(ScratchFolder::folderOf).orElseGet(Pipe::temporaryFolder);
        try (ScratchFolder scratch = ScratchFolder.in(place)) {
            Path source = Files.isRegularFile(video) ? video : spooled(scratch.path());
            Path target = result.orElse(scratch.path().resolve("result"));
            int status = files.convert(source, target);
            if (status == 0 && result.isEmpty()) {
                writeOut(target);
            }
            return status;
        } catch (IOException e) {
            IOException known = InsufficientStorageException.reason(e, place.toFile());
            throw new UnusableException(
                    known instanceof InsufficientStorageException
                            ? "cannot write to " + place + ": no space is left there; TMPDIR names another folder"
                            : FileProblem.writing(place, e));
        }
    }

    /** Not by {@code System.out}, which keeps its errors to itself. */
    private static void writeOut(Path file) throws UnusableException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UnusableException("cannot write to standard output: " + FileProblem.reason(e));
        }
    }

    private Path spooled(Path folder) throws IOException {
        String name = result.map(path -> SourceName.stem(String.valueOf(path.getFileName())))
                .orElse("audio");
        Path file = folder.resolve(name);
        try (InputStream in = isStandard(video) ? System.in : Files.newInputStream(video)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** Returns the folder for large files that are needed for a while: {@code /tmp} is memory on some systems. Java ignores TMPDIR (POSIX). */
    private static Path temporaryFolder() {
        Path usual = Path.of("/var/tmp");
        return Optional.ofNullable(System.getenv("TMPDIR"))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .orElse(Files.isWritable(usual) ? usual : Path.of(System.getProperty("java.io.tmpdir")));
    }
}

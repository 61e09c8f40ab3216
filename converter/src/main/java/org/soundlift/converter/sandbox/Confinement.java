package org.soundlift.converter.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The rights of a confined program.
 *
 * @param programs files and folders that it may read and execute; it may read the system's libraries besides
 * @param readable files that it may read
 * @param writable files that exist and that it may write: it can make none, or it could fill the disk with many
 * @param limits the most that it may use
 */
public record Confinement(List<Path> programs, List<Path> readable, List<Path> writable, Limits limits) {
    /**
     * The resources of a program; it is ended where it takes more.
     *
     * @param cpu time on all cores together, rounded up to seconds
     * @param memoryBytes of address space: more is not given to it
     * @param fileBytes of each file that it writes
     * @param openFiles at a time
     */
    public record Limits(Duration cpu, long memoryBytes, long fileBytes, int openFiles) {}
}

package org.soundlift.converter.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Restricts which files a thread and its children may open (Linux 5.13 and later; {@code landlock(7)}). Whatever is not
 * allowed is denied: reading, writing, executing, listing, and TCP where the kernel knows that.
 */
final class Landlock {
    private static final int VERSION_FLAG = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int AT_WORKING_FOLDER = -100;
    private static final int OPEN_PATH_CLOSE_ON_EXEC = 0x20_0000 | 0x8_0000;

    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_FOLDER = 1 << 3;
    private static final long TRUNCATE = 1 << 14;
    /** The rights that make sense for a file that is no folder; a rule with more is refused. */
    private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

    private static final long TCP = 3;
    private static final long SCOPES = 3;

    /** The files that start programs with shared libraries; one that does not exist on a system does no harm. */
    private static final List<String> LOADERS = List.of(
            "/lib64/ld-linux-x86-64.so.2",
            "/lib/ld-linux-aarch64.so.1",
            "/lib/ld-musl-x86_64.so.1",
            "/lib/ld-musl-aarch64.so.1",
            "/nix/store",
            "/gnu/store");

    /** Shared libraries, on all distributions, and what programs read at their start. */
    private static final List<String> READABLE = List.of(
            "/lib",
            "/lib64",
            "/usr/lib",
            "/usr/lib64",
            "/usr/local/lib",
            "/etc/ld.so.cache",
            "/dev/null",
            "/dev/urandom");

    private static final Path JAVA_LIBRARIES = Path.of(System.getProperty("java.home"), "lib");

    private final Linux linux;
    private final int version;

    private Landlock(Linux linux, int version) {
        this.linux = linux;
        this.version = version;
    }

    /** @throws IOException if the kernel has no Landlock, or has it switched off */
    static Landlock of(Linux linux) throws IOException {
        return new Landlock(linux, (int) linux.call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, VERSION_FLAG));
    }

    /** Makes the rules; the caller closes their file descriptor. */
    long rules(Confinement confinement) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes =
                    Linux.longs(arena, handledAccess(), version >= 4 ? TCP : 0, version >= 6 ? SCOPES : 0);
            long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
            long rules = linux.call(SystemCall.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
            try {
                addRules(arena, rules, confinement);
                return rules;
            } catch (IOException | RuntimeException e) {
                linux.call(SystemCall.CLOSE, rules);
                throw e;
            }
        }
    }

    private void addRules(Arena arena, long rules, Confinement confinement) throws IOException {
        for (Path program : programs(confinement)) {
            allow(arena, rules, program, READ_FILE | EXECUTE);
        }
        for (String path : READABLE) {
            allow(arena, rules, Path.of(path), READ_FILE);
        }
        allow(arena, rules, JAVA_LIBRARIES, READ_FILE);
        for (Path file : confinement.readable()) {
            allow(arena, rules, file, READ_FILE);
        }
        for (Path file : confinement.writable()) {
            allow(arena, rules, file, READ_FILE | WRITE_FILE | TRUNCATE);
        }
        // What starts programs closes the files that it finds open there; only their numbers can be read.
        allow(arena, rules, Path.of("/proc"), READ_FOLDER);
    }

    private static List<Path> programs(Confinement confinement) {
        List<Path> programs = new ArrayList<>(confinement.programs());
        LOADERS.forEach(loader -> programs.add(Path.of(loader)));
        programs.add(JAVA_LIBRARIES.resolve("jspawnhelper")); // Through it Java starts programs.
        return programs;
    }

    /** All accesses to files that this version of Landlock can deny. */
    private long handledAccess() {
        int known = switch (version) {
            case 1 -> 13;
            case 2 -> 14;
            case 3, 4 -> 15;
            default -> 16;
        };
        return (1L << known) - 1;
    }

    private void allow(Arena arena, long rules, Path path, long access) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        MemorySegment name = arena.allocateFrom(path.toString());
        long opened = linux.call(SystemCall.OPENAT, AT_WORKING_FOLDER, name.address(), OPEN_PATH_CLOSE_ON_EXEC, 0);
        try {
            long allowed = access & handledAccess() & (Files.isDirectory(path) ? ~0L : OF_FILES);
            MemorySegment rule = Linux.longs(arena, allowed, opened);
            linux.call(SystemCall.LANDLOCK_ADD_RULE, rules, RULE_PATH_BENEATH, rule.address(), 0);
        } finally {
            linux.call(SystemCall.CLOSE, opened);
        }
    }
}

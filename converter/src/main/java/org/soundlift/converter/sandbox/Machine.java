package org.soundlift.converter.sandbox;

import java.util.Locale;
import java.util.Optional;

/** The machines with known system calls. */
enum Machine {
    X86_64(0xC000_003E),
    AARCH64(0xC000_00B7);

    private final int auditArchitecture;

    Machine(int auditArchitecture) {
        this.auditArchitecture = auditArchitecture;
    }

    /** {@code AUDIT_ARCH_…} of {@code linux/audit.h}. */
    int auditArchitecture() {
        return auditArchitecture;
    }

    /** This machine, where it runs Linux and is one of these. */
    static Optional<Machine> ofLinux() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        return !linux
                ? Optional.empty()
                : switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> Optional.of(X86_64);
                    case "aarch64" -> Optional.of(AARCH64);
                    default -> Optional.empty();
                };
    }
}

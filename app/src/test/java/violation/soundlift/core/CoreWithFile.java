package violation.soundlift.core;

import java.nio.file.Path;

/** Breaks a rule of ArchitectureTest on purpose. */
public record CoreWithFile(Path path) {}

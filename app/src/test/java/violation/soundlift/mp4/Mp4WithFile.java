package violation.soundlift.mp4;

import java.nio.file.Path;

/** Breaks a rule of ArchitectureTest on purpose. */
public record Mp4WithFile(Path path) {}

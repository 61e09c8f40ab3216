package violation.soundlift.queue.sql;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record SqlWithOther(FilesystemMediaStore store) {}

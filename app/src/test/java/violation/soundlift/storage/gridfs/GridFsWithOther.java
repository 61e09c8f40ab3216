package violation.soundlift.storage.gridfs;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record GridFsWithOther(FilesystemMediaStore store) {}

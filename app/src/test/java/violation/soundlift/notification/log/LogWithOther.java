package violation.soundlift.notification.log;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record LogWithOther(FilesystemMediaStore store) {}

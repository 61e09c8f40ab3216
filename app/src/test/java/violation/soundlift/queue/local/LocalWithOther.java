package violation.soundlift.queue.local;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record LocalWithOther(FilesystemMediaStore store) {}

package violation.soundlift.queue.json;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record JsonWithOther(FilesystemMediaStore store) {}

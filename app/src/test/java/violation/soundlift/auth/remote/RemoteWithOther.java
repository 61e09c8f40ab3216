package violation.soundlift.auth.remote;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record RemoteWithOther(FilesystemMediaStore store) {}

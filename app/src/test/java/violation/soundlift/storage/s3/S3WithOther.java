package violation.soundlift.storage.s3;

import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record S3WithOther(FilesystemMediaStore store) {}

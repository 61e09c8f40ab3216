package violation.soundlift.converter;

import org.soundlift.gateway.Gateway;
import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record ConverterWithOthers(Gateway gateway, FilesystemMediaStore store) {}

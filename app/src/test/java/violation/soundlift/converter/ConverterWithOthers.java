package violation.soundlift.converter;

import com.rabbitmq.client.Connection;
import org.soundlift.gateway.Gateway;
import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Breaks a rule of ArchitectureTest on purpose. */
public record ConverterWithOthers(Gateway gateway, FilesystemMediaStore store, Connection driver) {}

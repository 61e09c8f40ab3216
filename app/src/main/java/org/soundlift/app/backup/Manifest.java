package org.soundlift.app.backup;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.core.service.BuildVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contents of a backup, as its file {@code soundlift.json} lists them.
 *
 * @param complete false until everything is in it
 * @param madeBy the version of the program that wrote it
 * @param schemas the version of the tables of each service that keeps some
 * @param files the SHA-256 of each file with rows, and of the list of media, by its name in the folder
 */
record Manifest(boolean complete, String madeBy, Instant at, Map<String, String> schemas, Map<String, String> files) {
    /** Of this form of backups. A program that can't read a later form says so. */
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final Manifest INCOMPLETE = new Manifest(false, "", Instant.EPOCH, Map.of(), Map.of());

    static Manifest complete(Map<String, String> schemas, Map<String, String> files) {
        return new Manifest(true, BuildVersion.current().orElse("unknown"), Instant.now(), schemas, files);
    }

    /** @throws SettingsException if the text is not understood */
    static Manifest of(String text) {
        try {
            JsonNode manifest = JSON.readTree(text);
            if (manifest.required("format").intValue() != FORMAT) {
                throw new SettingsException("The backup was written by Soundlift "
                        + manifest.path("soundlift").stringValue("")
                        + " in a form that this program does not know. Use that version or a newer one.");
            }
            return new Manifest(
                    manifest.required("complete").booleanValue(),
                    manifest.required("soundlift").stringValue(),
                    Instant.parse(manifest.required("created_at").stringValue()),
                    texts(manifest.required("schemas")),
                    texts(manifest.required("files")));
        } catch (JacksonException e) {
            throw new SettingsException("The backup can't be read: " + e.getOriginalMessage());
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().stringValue()));
        return texts;
    }

    String text() {
        ObjectNode manifest = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("complete", complete)
                .put("soundlift", madeBy)
                .put("created_at", at.toString());
        manifest.set("schemas", JSON.valueToTree(schemas));
        manifest.set("files", JSON.valueToTree(files));
        return manifest.toPrettyString() + "\n";
    }

    /** Returns the version of the tables of a service; empty if the backup has none. */
    Optional<String> version(TableSet tables) {
        return Optional.ofNullable(schemas.get(tables.key()));
    }

    /** Returns the services whose tables the backup has. */
    Stream<TableSet> tables() {
        return TableSet.ALL.stream().filter(tables -> schemas.containsKey(tables.key()));
    }
}

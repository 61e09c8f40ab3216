package org.soundlift.app.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.soundlift.core.media.MediaId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of copied media: lines of JSON, an object for each. */
final class MediaList {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MediaList() {}

    /**
     * One of them.
     *
     * @param bytes its size
     * @param sha256 of all its bytes, 64 lower-case hexadecimal digits
     */
    record Entry(MediaId id, long bytes, String sha256) {}

    static void write(Path file, Collection<Entry> entries) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            for (Entry entry : entries) {
                out.write(JSON.writeValueAsString(JSON.createObjectNode()
                        .put("kind", kind(entry.id().kind()))
                        .put("id", entry.id().value())
                        .put("bytes", entry.bytes())
                        .put("sha256", entry.sha256())));
                out.write('\n');
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException if the file holds something else */
    static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode entry = JSON.readTree(line);
                String kind = entry.required("kind").stringValue().toUpperCase(Locale.ROOT);
                entries.add(new Entry(
                        new MediaId(
                                MediaId.Kind.valueOf(kind), entry.required("id").stringValue()),
                        entry.required("bytes").longValue(),
                        entry.required("sha256").stringValue()));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        return entries;
    }

    /** Returns the name of the folder of such media. */
    static String kind(MediaId.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

package org.soundlift.app.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A file to convert, and how.
 *
 * @param file what is sent
 * @param name of the video, for people
 * @param mediaType of the file
 * @param options by their names
 * @param labels files that take the place of the video's own cover and chapters, by the names of their options
 */
record Upload(Path file, String name, String mediaType, Map<String, String> options, Map<String, Path> labels) {
    private static final String BOUNDARY = "soundlift-" + UUID.randomUUID();

    String query() {
        Map<String, String> all = new TreeMap<>(options);
        all.put("filename", name);
        return all.entrySet().stream()
                .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    String contentType() {
        return labels.isEmpty() ? mediaType : "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** The file alone; or, where there are labels, these and the file as parts of a form (RFC 7578). */
    BodyPublisher body() throws FileNotFoundException {
        if (labels.isEmpty()) {
            return BodyPublishers.ofFile(file);
        }
        List<BodyPublisher> parts = new ArrayList<>();
        for (Map.Entry<String, Path> label : labels.entrySet()) {
            parts.add(head(label.getKey(), label.getKey()));
            parts.add(BodyPublishers.ofFile(label.getValue()));
        }
        parts.add(head("file", name));
        parts.add(BodyPublishers.ofFile(file));
        parts.add(BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    /** As browsers send names (RFC 7578 §2, with the escapes of the HTML standard). */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The line break before the first part is not in any part. */
    private static BodyPublisher head(String part, String filename) {
        return BodyPublishers.ofString("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part
                + "\"; filename=\"" + quoted(filename) + "\"\r\n\r\n");
    }
}

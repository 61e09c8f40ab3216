package org.soundlift.gateway.tus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.ProblemException;

/** Header {@code Upload-Metadata} (tus 1.0.0, "Creation"): names, each with a text of UTF-8 in Base64, or without one. */
final class UploadMetadata {
    /** Those of a browser's file; a video's own bytes say what it is. */
    private static final String FILE_TYPE = "filetype";

    private UploadMetadata() {}

    /**
     * Returns the texts by their names, without the type of the file.
     *
     * @throws ProblemException {@code INVALID_REQUEST} if it has another form
     */
    static Map<String, String> parse(String header) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String pair : header.strip().isEmpty() ? new String[0] : header.split(",", -1)) {
            String[] words = pair.strip().split(" ", 2);
            if (words[0].isEmpty() || texts.put(words[0], words.length == 1 ? "" : text(words[1].strip())) != null) {
                throw malformed();
            }
        }
        texts.remove(FILE_TYPE);
        return texts;
    }

    private static String text(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(
                FailureCode.INVALID_REQUEST,
                "Upload-Metadata must be names, each once, with a text of UTF-8 in Base64, separated by commas.");
    }
}

package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.http.ProblemException;

/**
 * A body of type {@code multipart/form-data} (RFC 7578), read part by part as it arrives. The servlet API's own
 * reader would first copy each file to a temporary folder.
 */
final class MultipartBody {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_HEADER_BYTES = 1 << 14;
    private static final int MAX_PARTS = 100;

    /** Only its parsers of headers are used; it has no state. */
    private static final JakartaServletDiskFileUpload HEADERS = new JakartaServletDiskFileUpload();

    private MultipartBody() {}

    /** Is given each part as it arrives. */
    interface PartHandler {
        /**
         * One part.
         *
         * @param filename present for files, also when it is empty
         * @param content ends with the part; what is left unread is skipped
         */
        void onPart(String name, Optional<String> filename, InputStream content) throws IOException;
    }

    /** @throws ProblemException {@code INVALID_REQUEST} if the body is not what its type says */
    static void read(InputStream body, String contentType, PartHandler handler) throws IOException {
        byte[] boundary = HEADERS.getBoundary(contentType);
        if (boundary == null || boundary.length == 0) {
            throw new ProblemException(FailureCode.INVALID_REQUEST, "The Content-Type names no multipart boundary.");
        }
        try {
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(body)
                    .setBufferSize(BUFFER_BYTES)
                    .setBoundary(boundary)
                    .setMaxPartHeaderSize(MAX_HEADER_BYTES)
                    .get();
            input.setHeaderCharset(UTF_8);
            readParts(input, handler);
        } catch (FileUploadException | IllegalArgumentException e) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST, "The multipart body is cut short or not well-formed.");
        }
    }

    private static void readParts(MultipartInput input, PartHandler handler) throws IOException {
        boolean more = input.skipPreamble();
        for (int parts = 0; more; parts++) {
            if (parts == MAX_PARTS) {
                throw new ProblemException(FailureCode.INVALID_REQUEST, "More than " + MAX_PARTS + " parts.");
            }
            FileItemHeaders headers = HEADERS.getParsedHeaders(input.readHeaders());
            String name = HEADERS.getFieldName(headers);
            try (InputStream content = input.newInputStream()) {
                if (name != null) {
                    handler.onPart(name, filename(headers), content);
                }
            }
            more = input.readBoundary();
        }
    }

    /** The file's name without the escapes that browsers (HTML Living Standard §4.10.21.8) and curl put in. */
    private static Optional<String> filename(FileItemHeaders headers) {
        return Optional.ofNullable(HEADERS.getFileName(headers))
                .map(name -> name.replace("\\\"", "\"")
                        .replace("%22", "\"")
                        .replace("%0D", "\r")
                        .replace("%0A", "\n"));
    }

    /** The text of a form field, as much as a field may have. */
    static String text(InputStream content, int maxBytes) throws IOException {
        byte[] bytes = content.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST, "A form field has more than " + maxBytes + " bytes.");
        }
        return new String(bytes, UTF_8);
    }
}

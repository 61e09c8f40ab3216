package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.options.AudioOption;
import org.soundlift.http.ProblemException;

/**
 * A body of type {@code multipart/form-data} (RFC 7578): form fields, one file that is passed on as it arrives, and a cover and chapters.
 * The servlet API's own reader would first copy the file to a temporary folder. Not done by commons-fileupload,
 * which looks at each byte by itself; Jetty's parser skips ahead (measured: benchmarks/README.md).
 */
final class MultipartBody implements MultiPart.Parser.Listener {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_HEADER_BYTES = 1 << 14;
    private static final int MAX_FIELD_BYTES = 1 << 16;
    private static final int MAX_PARTS = 100;
    private static final String FILE_FIELD = "file";

    private final UploadFields fields;
    private final Optional<VideoReceiver> video;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private PartHeader part = PartHeader.NONE;
    private boolean inFile;
    private Optional<AudioOption> label = Optional.empty();
    private boolean hasFile;
    private boolean complete;
    private @Nullable Throwable failure;

    private MultipartBody(UploadFields fields, Optional<VideoReceiver> video) {
        this.fields = fields;
        this.video = video;
    }

    /**
     * Reads {@code body} to its end.
     *
     * @param video takes the file; empty where the body must not have one
     * @throws ProblemException {@code INVALID_REQUEST} if the body is not what its type says, or holds fewer files or more
     */
    static void read(InputStream body, String contentType, UploadFields fields, Optional<VideoReceiver> video)
            throws IOException {
        new MultipartBody(fields, video).read(body, contentType);
    }

    private void read(InputStream body, String contentType) throws IOException {
        String boundary =
                Optional.ofNullable(MultiPart.extractBoundary(contentType)).orElse("");
        if (boundary.isEmpty()) {
            throw invalid("The Content-Type names no multipart boundary.");
        }
        MultiPart.Parser parser = new MultiPart.Parser(boundary, this);
        parser.setPartHeadersMaxLength(MAX_HEADER_BYTES);
        parser.setMaxParts(MAX_PARTS);
        int count;
        do {
            count = body.readNBytes(buffer, 0, buffer.length);
            boolean last = count < buffer.length;
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer, 0, count), last));
            throwFailure();
        } while (count == buffer.length);
        if (!complete) {
            throw invalid("The multipart body is cut short.");
        }
        if (video.isPresent() && !hasFile && fields.url().isEmpty()) {
            throw invalid("There is no file among the parts, and no url.");
        }
    }

    private void throwFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException io -> throw io;
            case RuntimeException other -> throw other;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(FailureCode.INVALID_REQUEST, detail);
    }

    /** One step of a callback. The parser swallows what callbacks throw, so that it has to be kept here. */
    private interface Step {
        void run() throws IOException;
    }

    private void unlessFailed(Step step) {
        if (failure == null) {
            try {
                step.run();
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    @Override
    public void onPartBegin() {
        part = PartHeader.NONE;
        field.reset();
    }

    @Override
    public void onPartHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Disposition")) {
            unlessFailed(() -> part = PartHeader.parse(value));
        }
    }

    @Override
    public void onPartHeaders() {
        unlessFailed(() -> {
            label = part.filename().isPresent() ? LabelParts.option(part) : Optional.empty();
            if (label.isPresent()) {
                fields.labels().begin();
                inFile = false;
                return;
            }
            inFile = part.filename().isPresent() || part.name().equals(FILE_FIELD);
            if (inFile && hasFile) {
                throw invalid("There are two files; send one at a time.");
            }
            hasFile |= inFile;
            if (inFile) {
                if (video.isEmpty()) {
                    throw invalid("The video is stored. Send options, and files as parts named cover or chapters.");
                }
                fields.options(); // What contradicts itself is refused before the file.
            }
        });
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        ByteBuffer bytes = chunk.getByteBuffer();
        unlessFailed(() -> take(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
        bytes.position(bytes.limit());
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        if (inFile) {
            video.orElseThrow().receive(bytes, offset, length);
            return;
        }
        if (label.isPresent()) {
            fields.labels().take(label.get(), bytes, offset, length);
            return;
        }
        field.write(bytes, offset, length);
        if (field.size() > MAX_FIELD_BYTES) {
            throw invalid("A form field has more than " + MAX_FIELD_BYTES + " bytes.");
        }
    }

    @Override
    public void onPartEnd() {
        unlessFailed(() -> {
            if (inFile) {
                fields.put("filename", part.filename().orElse(""));
                video.orElseThrow().end();
            } else if (label.isPresent()) {
                fields.endLabel(label.get());
            } else {
                fields.put(part.name(), field.toString(UTF_8));
            }
        });
    }

    @Override
    public void onComplete() {
        complete = true;
    }

    @Override
    public void onFailure(Throwable cause) {
        unlessFailed(() -> {
            throw invalid("The multipart body is cut short or not well-formed.");
        });
    }
}

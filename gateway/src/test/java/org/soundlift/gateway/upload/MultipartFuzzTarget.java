package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaId;
import org.soundlift.gateway.download.DownloadName;
import org.soundlift.http.ProblemException;

/** Multipart bodies and the file names in them: taken or refused, and harmless as the name of a download. */
public final class MultipartFuzzTarget {
    private static final int MAX_BYTES = 10_000;
    private static final int MAX_CHARACTERS = 100;

    private MultipartFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        PartHeader header = PartHeader.parse(new String(input, ISO_8859_1));
        header.filename().ifPresent(MultipartFuzzTarget::requireHarmless);
        InMemoryMediaStore store = new InMemoryMediaStore();
        UploadFields fields =
                new UploadFields(MultipartFuzzTarget::callback, Optional::empty, new LabelParts(new Semaphore(1)));
        MediaId id = JobId.random().video();
        try (VideoReceiver video = new VideoReceiver(store.create(id, OptionalLong.empty()), MAX_BYTES)) {
            MultipartBody.read(
                    new ByteArrayInputStream(input), "multipart/form-data; boundary=b", fields, Optional.of(video));
            requireHarmless(fields.filename());
        } catch (ProblemException refused) {
            return;
        }
    }

    private static CallbackUrl callback(String url) {
        return CallbackUrl.parse(url).orElseThrow(() -> new ProblemException(FailureCode.INVALID_OPTION));
    }

    private static void requireHarmless(String claimed) {
        DownloadName name = DownloadName.of(claimed, ".mp3");
        String header = name.contentDisposition();
        boolean plain = header.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        boolean contained = name.value().chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        if (!plain
                || !contained
                || name.value().length() > MAX_CHARACTERS
                || !name.value().endsWith(".mp3")) {
            throw new IllegalStateException(header);
        }
    }
}

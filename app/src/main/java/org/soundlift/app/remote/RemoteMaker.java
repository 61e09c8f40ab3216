package org.soundlift.app.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.soundlift.app.figures.Figures;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ProgressListener;
import org.soundlift.converter.files.LocalMaker;
import org.soundlift.converter.files.Maker;
import org.soundlift.converter.files.ScratchFolder;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.ResultSummaryJson;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.AudioOptionsJson;
import org.soundlift.core.options.Format;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a server convert. Only the sound that is wanted is sent, where it can be taken out of the video.
 *
 * @param server makes the results
 * @param converter takes it out, on this machine
 * @param labels files that take the place of each video's own cover and chapters
 * @param sendsWhole whether the whole video is sent all the same
 * @param notice hears sentences for the user
 */
public record RemoteMaker(
        RemoteServer server, Converter converter, LabelFiles labels, boolean sendsWhole, Notice notice)
        implements Maker {
    /** Of the whole, the part that sending takes. */
    private static final double SENT = 0.3;
    /** The options that this machine applies when it takes the sound out. */
    private static final Set<AudioOption> OF_PART =
            EnumSet.of(AudioOption.START, AudioOption.END, AudioOption.TRACK, AudioOption.COVER, AudioOption.CHAPTERS);

    private static final ObjectMapper JSON = new JsonMapper();

    /**
     * Files that take the place of each video's own cover and chapters.
     *
     * @param files by the names of their options
     * @param given what is in them
     */
    public record LabelFiles(Map<AudioOption, Path> files, GivenLabels given) {}

    /** Hears what is worth knowing of a video. */
    public interface Notice {
        void of(Path video, String sentence);
    }

    @Override
    public ResultSummary make(Order order, Path result, ScratchFolder folder, ProgressListener progress)
            throws IOException, ConversionException, InterruptedException {
        List<Warning> warnings = new ArrayList<>();
        Upload upload = sendsWhole ? whole(order) : lifted(order, folder, warnings);
        String job = server.upload(upload, sent -> progress.onProgress(SENT * sent, Optional.empty()));
        var _ = folder.interrupted().thenRun(() -> server.cancel(job));
        DoubleConsumer done = fraction -> progress.onProgress(SENT + (1 - SENT) * fraction, Optional.empty());
        ResultSummary summary = summary(server.follow(job, done));
        server.download(job, summary.facts().type(), result);
        requireWhole(result, summary);
        warnings.addAll(summary.warnings());
        return summary.withWarnings(warnings);
    }

    /** The sound alone; the whole video where it can't be taken out. The server does not see what {@code warnings} get. */
    private Upload lifted(Order order, ScratchFolder folder, List<Warning> warnings)
            throws IOException, ConversionException, InterruptedException {
        Path sound = folder.path().resolve("sound");
        Order lifting = new Order(order.video(), order.content(), partAlone(order.options()));
        Converter.Lifted lifted;
        try {
            lifted = converter.lift(
                    order.content(),
                    sound,
                    LocalMaker.wanted(lifting, labels.given()),
                    (_, _) -> {},
                    folder.interrupted());
        } catch (ConversionException e) {
            if (e.failure().code() != FailureCode.UNSUPPORTED_AUDIO) {
                throw e;
            }
            notice.of(order.video(), "All of it is sent: its sound can't be taken out on this machine.");
            return whole(order);
        }
        warnings.addAll(lifted.warnings());
        notice.of(
                order.video(),
                Figures.size(Files.size(sound)) + " of sound are sent, of "
                        + Figures.size(order.content().size()));
        Map<AudioOption, String> left = AudioOptionsJson.parameters(order.options());
        left.keySet().removeAll(OF_PART);
        Map<String, String> options = named(left);
        options.put("original_bytes", Long.toString(order.content().size()));
        options.put("original_start", seconds(order.options().cut().start()));
        lifted.length().ifPresent(length -> options.put("original_seconds", seconds(length)));
        return new Upload(sound, name(order), "audio/mp4", options, Map.of());
    }

    /** The options that the sound that is sent has already. */
    private static AudioOptions partAlone(AudioOptions options) {
        Map<String, Object> members = AudioOptionsJson.members(options);
        members.keySet()
                .removeIf(name -> AudioOption.of(name)
                        .filter(option -> OF_PART.contains(option) || option == AudioOption.ALLOW_INCOMPLETE)
                        .isEmpty());
        members.put(AudioOption.FORMAT.text(), Format.ORIGINAL.text());
        return AudioOptionsJson.read(members);
    }

    private Upload whole(Order order) {
        Map<String, Path> files = new TreeMap<>();
        labels.files().forEach((option, file) -> files.put(option.text(), file));
        return new Upload(
                order.video(),
                name(order),
                "application/octet-stream",
                named(AudioOptionsJson.parameters(order.options())),
                files);
    }

    private static Map<String, String> named(Map<AudioOption, String> options) {
        Map<String, String> named = new TreeMap<>();
        options.forEach((option, value) -> named.put(option.text(), value));
        return named;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3);
    }

    private static String name(Order order) {
        return String.valueOf(order.video().getFileName());
    }

    private static ResultSummary summary(JsonNode status) throws IOException, ConversionException {
        JsonNode error = status.path("error");
        Optional<FailureCode> code = Answers.code(error.path("code").asString(""));
        if (code.isPresent()) {
            throw new ConversionException(
                    code.get(), error.path("detail").asString(code.get().sentence()), "told by the server");
        }
        if (!status.path("status").asString("").equals("completed")) {
            throw new IOException("the server has canceled it");
        }
        return ResultSummaryJson.read(JSON.convertValue(status.path("result"), new TypeReference<>() {}));
    }

    /** @throws IOException if it is not what the server has made */
    private static void requireWhole(Path result, ResultSummary summary) throws IOException {
        MessageDigest digest = ResultFile.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(result), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(summary.sha256())) {
            throw new IOException("the result was damaged on its way; try again");
        }
    }
}

package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.InvalidOptionException;
import org.soundlift.core.options.OptionsBuilder;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;

/**
 * The query parameters and form fields of one upload. Each is parsed when it arrives, so that a wrong one before the file
 * refuses the upload at once. A later one of the same name replaces the earlier.
 */
final class UploadFields {
    private static final String FILENAME = "filename";
    private static final String CALLBACK_URL = "callback_url";
    private static final String ORIGINAL_BYTES = "original_bytes";
    private static final String ORIGINAL_SECONDS = "original_seconds";
    private static final String ORIGINAL_START = "original_start";
    private static final Pattern BYTES = Pattern.compile("\\d{1,15}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final Function<String, CallbackUrl> callbacks;
    private final Supplier<Optional<CallbackUrl>> usualCallback;
    private final Map<String, String> given = new TreeMap<>();
    private final OptionsBuilder options = new OptionsBuilder();
    private final LabelParts labels;
    private String filename = "";
    private Optional<CallbackUrl> callback = Optional.empty();
    private Function<String, WebUrl> urls = _ -> {
        throw UrlInput.refusal("absent: the route /convert alone takes it");
    };
    private Optional<WebUrl> url = Optional.empty();
    private Optional<Long> originalBytes = Optional.empty();
    private Optional<Double> originalSeconds = Optional.empty();
    private Optional<Double> originalStart = Optional.empty();

    /**
     * No fields yet.
     *
     * @param callbacks parses {@code callback_url}
     * @param usualCallback asked at the end of the upload, where there is no {@code callback_url}
     * @param labels takes what the owner gives in place of the video's own
     */
    UploadFields(
            Function<String, CallbackUrl> callbacks, Supplier<Optional<CallbackUrl>> usualCallback, LabelParts labels) {
        this.labels = labels;
        this.callbacks = callbacks;
        this.usualCallback = usualCallback;
    }

    /** Lets the fields name the URL of a video, which {@code parser} makes of a text. */
    UploadFields withUrls(Function<String, WebUrl> parser) {
        urls = parser;
        return this;
    }

    /**
     * Takes a field. An empty one counts as absent.
     *
     * @throws ProblemException {@code INVALID_OPTION} naming the option and its valid values, or the name that was
     *     probably meant
     */
    void put(String name, String text) {
        String value = text.strip();
        switch (name) {
            case FILENAME -> filename = value;
            case CALLBACK_URL -> callback = value.isEmpty() ? Optional.empty() : Optional.of(callbacks.apply(value));
            case ORIGINAL_BYTES -> originalBytes = number(name, value, BYTES).map(Long::valueOf);
            case ORIGINAL_SECONDS ->
                originalSeconds = number(name, value, SECONDS).map(Double::valueOf);
            case ORIGINAL_START -> originalStart = number(name, value, SECONDS).map(Double::valueOf);
            case UrlInput.FIELD -> url = value.isEmpty() ? Optional.empty() : Optional.of(urls.apply(value));
            default -> putOption(name, value);
        }
        given.put(name, value);
    }

    /** Takes all query parameters but those that are about the answer. */
    void putQuery(Context ctx) {
        putAll(ctx.queryParamMap());
    }

    /** Takes parameters, of each the last value. */
    void putAll(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> {
            if (values.isEmpty()) {
                throw new ProblemException(
                        FailureCode.INVALID_REQUEST, "The parameter \"" + name + "\" is not percent-encoded.");
            }
            if (!name.equals(UploadAnswer.WAIT)) {
                put(name, values.getLast());
            }
        });
    }

    /** Returns whether an option was given, in whatever way. */
    boolean has(AudioOption option) {
        return !given.getOrDefault(option.text(), "").isEmpty();
    }

    private static Optional<String> number(String name, String text, Pattern form) {
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            throw new ProblemException(Problem.invalidOption(name, "a number from 0"));
        }
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private void putOption(String name, String value) {
        AudioOption option =
                AudioOption.of(name).orElseThrow(() -> new ProblemException(Problem.unknownOption(name, names())));
        boolean isGiven = option.isOfOwner(value);
        if (isGiven && option == AudioOption.CHAPTERS) {
            labels.begin();
            labels.put(option, value.getBytes(UTF_8));
            options.given(option);
            return;
        }
        try {
            if (isGiven) {
                throw new InvalidOptionException(option);
            }
            options.put(option, value);
        } catch (InvalidOptionException e) {
            throw refusal(e);
        }
    }

    private static ProblemException refusal(InvalidOptionException e) {
        return new ProblemException(Problem.invalidOption(e.option().text(), e.valid()));
    }

    LabelParts labels() {
        return labels;
    }

    /** A part with a file of its own has ended. */
    void endLabel(AudioOption option) {
        if (labels.end(option)) {
            options.given(option);
            given.put(option.text(), labels.fingerprint());
        }
    }

    /**
     * Returns the options so far.
     *
     * @throws ProblemException {@code INVALID_OPTION} if they contradict each other
     */
    AudioOptions options() {
        try {
            return options.build();
        } catch (InvalidOptionException e) {
            throw refusal(e);
        }
    }

    private static List<String> names() {
        return Stream.concat(
                        Stream.of(
                                FILENAME,
                                UrlInput.FIELD,
                                CALLBACK_URL,
                                ORIGINAL_BYTES,
                                ORIGINAL_SECONDS,
                                ORIGINAL_START),
                        Arrays.stream(AudioOption.values()).map(AudioOption::text))
                .toList();
    }

    /** Returns what the owner tells of the file whose sound this is. */
    Optional<Job.Original> original() {
        return originalBytes.map(bytes -> new Job.Original(bytes, originalSeconds, originalStart));
    }

    Optional<WebUrl> url() {
        return url;
    }

    String filename() {
        return filename.isEmpty()
                ? url.map(u -> UrlInput.name(u, Optional.empty())).orElse("")
                : filename;
    }

    Job.Order order() {
        return new Job.Order(options(), callback.or(usualCallback));
    }

    /** Returns 64 hexadecimal digits that differ if a field or the file differs. */
    String fingerprint(VideoReceiver video) {
        try {
            String all = given + " " + video.bytes() + " " + video.checksum();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }
}

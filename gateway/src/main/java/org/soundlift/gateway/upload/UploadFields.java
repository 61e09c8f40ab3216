package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;

/**
 * The query parameters and form fields of one upload. Each is parsed when it arrives, so that a wrong one before the file
 * refuses the upload at once. A later one of the same name replaces the earlier.
 */
final class UploadFields {
    private static final List<String> NAMES =
            List.of("filename", "quality", "bitrate", "channels", "allow_incomplete", "callback_url");

    private final Function<String, CallbackUrl> callbacks;
    private final Supplier<Optional<CallbackUrl>> usualCallback;
    private final Map<String, String> given = new TreeMap<>();
    private String filename = "";
    private Optional<AudioOptions.Rate> quality = Optional.empty();
    private Optional<AudioOptions.Rate> bitrate = Optional.empty();
    private Optional<Channels> channels = Optional.empty();
    private boolean allowIncomplete;
    private Optional<CallbackUrl> callback = Optional.empty();

    /**
     * No fields yet.
     *
     * @param callbacks parses {@code callback_url}
     * @param usualCallback asked at the end of the upload, where there is no {@code callback_url}
     */
    UploadFields(Function<String, CallbackUrl> callbacks, Supplier<Optional<CallbackUrl>> usualCallback) {
        this.callbacks = callbacks;
        this.usualCallback = usualCallback;
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
            case "filename" -> filename = value;
            case "quality" -> quality = parsed(value, UploadFields::variable);
            case "bitrate" -> bitrate = parsed(value, UploadFields::constant);
            case "channels" -> channels = parsed(value, UploadFields::channels).flatMap(known -> known);
            case "allow_incomplete" ->
                allowIncomplete = parsed(value, flag -> flag(name, flag)).orElse(false);
            case "callback_url" -> callback = parsed(value, callbacks);
            default -> throw new ProblemException(Problem.unknownOption(name, NAMES));
        }
        given.put(name, value);
        if (quality.isPresent() && bitrate.isPresent()) {
            throw new ProblemException(Problem.invalidOption("bitrate", "absent where \"quality\" is given"));
        }
    }

    private static <T> Optional<T> parsed(String value, Function<String, ? extends T> parser) {
        return value.isEmpty() ? Optional.empty() : Optional.of(parser.apply(value));
    }

    String filename() {
        return filename;
    }

    Job.Order order() {
        AudioOptions.Rate rate = quality.or(() -> bitrate).orElse(AudioOptions.DEFAULT.rate());
        return new Job.Order(new AudioOptions(rate, channels, allowIncomplete), callback.or(usualCallback));
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

    private static AudioOptions.Rate variable(String text) {
        try {
            return new VariableRate(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalidOption(
                    "quality", "a whole number from 0 (best) to " + VariableRate.HIGHEST + " (smallest)"));
        }
    }

    private static AudioOptions.Rate constant(String text) {
        try {
            return ConstantRate.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.invalidOption("bitrate", "one of " + new TreeSet<>(ConstantRate.ALLOWED) + " (kbit/s)"));
        }
    }

    private static boolean flag(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "yes" -> true;
            case "false", "0", "off", "no" -> false;
            default -> throw new ProblemException(Problem.invalidOption(name, "true or false"));
        };
    }

    private static Optional<Channels> channels(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "source" -> Optional.empty();
            case "mono", "1" -> Optional.of(Channels.MONO);
            case "stereo", "2" -> Optional.of(Channels.STEREO);
            default -> throw new ProblemException(Problem.invalidOption("channels", "source, mono or stereo"));
        };
    }
}

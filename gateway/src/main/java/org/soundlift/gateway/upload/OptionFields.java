package org.soundlift.gateway.upload;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.http.InvalidOption;
import org.soundlift.http.ProblemException;

/** Options as they arrive: query parameters and form fields. A field stands above a parameter of its name. */
final class OptionFields {
    private final Map<String, String> texts = new HashMap<>();

    void put(String name, String text) {
        texts.put(name, text.strip());
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
    }

    /** @throws ProblemException {@code INVALID_OPTION} naming the option and its valid values */
    AudioOptions audio() {
        Optional<AudioOptions.Rate> quality = get("quality").map(OptionFields::variable);
        Optional<AudioOptions.Rate> bitrate = get("bitrate").map(OptionFields::constant);
        if (quality.isPresent() && bitrate.isPresent()) {
            throw new ProblemException(InvalidOption.problem("bitrate", "absent where \"quality\" is given"));
        }
        AudioOptions.Rate rate = quality.or(() -> bitrate).orElse(AudioOptions.DEFAULT.rate());
        return new AudioOptions(rate, get("channels").map(OptionFields::channels));
    }

    private static AudioOptions.Rate variable(String text) {
        try {
            return new VariableRate(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(InvalidOption.problem(
                    "quality", "a whole number from 0 (best) to " + VariableRate.HIGHEST + " (smallest)"));
        }
    }

    private static AudioOptions.Rate constant(String text) {
        try {
            return new ConstantRate(Integer.parseInt(text.replaceFirst("(?i)k$", "")));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    InvalidOption.problem("bitrate", "one of " + new TreeSet<>(ConstantRate.ALLOWED) + " (kbit/s)"));
        }
    }

    private static Channels channels(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "mono", "1" -> Channels.MONO;
            case "stereo", "2" -> Channels.STEREO;
            default -> throw new ProblemException(InvalidOption.problem("channels", "mono or stereo"));
        };
    }
}

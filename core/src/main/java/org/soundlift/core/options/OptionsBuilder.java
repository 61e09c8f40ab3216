package org.soundlift.core.options;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.soundlift.core.track.TrackChoice;

/**
 * Makes options of texts, as they are given. Each is checked at once, and all together at the end. A later one of the same name
 * replaces the earlier.
 */
public final class OptionsBuilder {
    static final double QUIETEST_LUFS = -31;
    static final double LOUDEST_LUFS = -9;

    private static final Pattern KBIT = Pattern.compile("(?i)\\s*k(bps|bit/s)?$");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");
    private static final Set<AudioOption> RATES =
            EnumSet.of(AudioOption.QUALITY, AudioOption.BITRATE, AudioOption.BITRATE_MONO);
    private static final Set<AudioOption> OF_ENCODED = EnumSet.of(
            AudioOption.PRESET,
            AudioOption.QUALITY,
            AudioOption.BITRATE,
            AudioOption.BITRATE_MONO,
            AudioOption.SAMPLE_RATE,
            AudioOption.MAX_SAMPLE_RATE,
            AudioOption.CHANNELS,
            AudioOption.TRIM_SILENCE,
            AudioOption.LOUDNESS);
    private final Map<AudioOption, String> given = new EnumMap<>(AudioOption.class);

    /** No options yet. */
    public OptionsBuilder() {}

    /**
     * Takes an option. An empty value is as good as none; a text about the sound is then left out of the result.
     *
     * @throws InvalidOptionException if the value can't be right
     */
    public OptionsBuilder put(AudioOption option, String text) {
        String value = text.strip();
        if (value.isEmpty() && option.tag().isEmpty()) {
            given.remove(option);
            return this;
        }
        new Values().put(option, value);
        given.put(option, value);
        return this;
    }

    /** Notes that something of the owner's takes the place of the video's own: a cover, or chapters. */
    public OptionsBuilder given(AudioOption option) {
        return put(option, Words.GIVEN);
    }

    /** @throws InvalidOptionException if options contradict each other */
    public AudioOptions build() {
        requireCompatible();
        Map<AudioOption, String> all = new EnumMap<>(AudioOption.class);
        Optional.ofNullable(given.get(AudioOption.PRESET)).flatMap(Preset::of).ifPresent(preset -> {
            all.putAll(preset.options());
            if (given.keySet().stream().anyMatch(RATES::contains)) {
                all.keySet().removeAll(RATES);
            }
            if (given.containsKey(AudioOption.SAMPLE_RATE) || given.containsKey(AudioOption.MAX_SAMPLE_RATE)) {
                all.remove(AudioOption.SAMPLE_RATE);
                all.remove(AudioOption.MAX_SAMPLE_RATE);
            }
        });
        all.putAll(given);
        Values values = new Values();
        all.forEach(values::put);
        return values.build();
    }

    private void requireCompatible() {
        Format format = Optional.ofNullable(given.get(AudioOption.FORMAT))
                .flatMap(Format::of)
                .orElse(Format.MP3);
        Set<AudioOption> refused = switch (format) {
            case MP3 -> Set.of();
            case ORIGINAL -> OF_ENCODED;
            case WAV -> RATES;
        };
        given.forEach((option, text) -> {
            if (refused.contains(option) && changes(option, text)) {
                throw new InvalidOptionException(option, "absent where \"format\" is " + format.text());
            }
        });
        for (AudioOption rate : List.of(AudioOption.BITRATE, AudioOption.BITRATE_MONO)) {
            if (given.containsKey(AudioOption.QUALITY) && given.containsKey(rate)) {
                throw new InvalidOptionException(rate, "absent where \"quality\" is given");
            }
        }
    }

    /** Returns whether an option has another value than it has where it is absent. */
    private static boolean changes(AudioOption option, String text) {
        Values values = new Values();
        values.put(option, text);
        return RATES.contains(option)
                || option == AudioOption.PRESET
                || !values.build().equals(AudioOptions.DEFAULT);
    }

    /** The values of some options. */
    private static final class Values {
        private Format format = Format.MP3;
        private OptionalInt quality = OptionalInt.empty();
        private OptionalInt bitrate = OptionalInt.empty();
        private OptionalInt bitrateMono = OptionalInt.empty();
        private OptionalInt sampleRate = OptionalInt.empty();
        private OptionalInt highestSampleRate = OptionalInt.empty();
        private Channels channels = Channels.SOURCE;
        private Duration start = Duration.ZERO;
        private Optional<Duration> end = Optional.empty();
        private boolean trimSilence;
        private OptionalDouble loudness = OptionalDouble.empty();
        private TrackChoice track = TrackChoice.DEFAULT;
        private final Map<TagField, String> texts = new EnumMap<>(TagField.class);
        private Inclusion cover = Inclusion.KEEP;
        private Inclusion chapters = Inclusion.KEEP;
        private boolean allowIncomplete;

        void put(AudioOption option, String text) {
            String word = text.toLowerCase(Locale.ROOT);
            switch (option) {
                case PRESET -> require(option, Preset.of(word));
                case QUALITY ->
                    quality = whole(option, word, v -> v >= Rate.VariableRate.LOWEST && v <= Rate.VariableRate.HIGHEST);
                case BITRATE -> bitrate = bitrate(option, word);
                case BITRATE_MONO -> bitrateMono = bitrate(option, word);
                case SAMPLE_RATE -> sampleRate = whole(option, word, Form.SAMPLE_RATES::contains);
                case MAX_SAMPLE_RATE -> highestSampleRate = whole(option, word, Form.SAMPLE_RATES::contains);
                case CHANNELS -> channels = require(option, channels(word));
                case START -> start = require(option, TimeText.parse(word).filter(time -> !time.isNegative()));
                case END ->
                    end = Optional.of(require(option, TimeText.parse(word).filter(time -> !time.isZero())));
                case TRIM_SILENCE -> trimSilence = require(option, either(word, Words.ENDS, Words.NONE));
                case LOUDNESS -> loudness = loudness(option, word);
                case TRACK -> track = track(option, text, word);
                case TITLE, ARTIST, ALBUM, ALBUM_ARTIST, COMPOSER, GENRE, COMMENT ->
                    texts.put(option.tag().orElseThrow(), tag(option, text));
                case YEAR -> texts.put(TagField.YEAR, matching(option, text, YEAR));
                case LANGUAGE -> texts.put(TagField.LANGUAGE, matching(option, word, LANGUAGE));
                case COVER -> cover = inclusion(option, word);
                case CHAPTERS -> chapters = inclusion(option, word);
                case FORMAT -> format = require(option, Format.of(word));
                case ALLOW_INCOMPLETE -> allowIncomplete = require(option, flag(word));
            }
        }

        private static <T> T require(AudioOption option, Optional<T> value) {
            return value.orElseThrow(() -> new InvalidOptionException(option));
        }

        private static OptionalInt whole(AudioOption option, String text, IntPredicate isAllowed) {
            try {
                int value = Integer.parseInt(text);
                if (isAllowed.test(value)) {
                    return OptionalInt.of(value);
                }
            } catch (NumberFormatException e) {
                // Refused below, as a number is that is not allowed.
            }
            throw new InvalidOptionException(option);
        }

        private static OptionalInt bitrate(AudioOption option, String text) {
            return whole(
                    option,
                    KBIT.matcher(text).replaceFirst(""),
                    v -> Rate.ConstantRate.MPEG_1.contains(v) || Rate.ConstantRate.MPEG_2.contains(v));
        }

        private static Optional<Channels> channels(String word) {
            return switch (word) {
                case "1" -> Optional.of(Channels.MONO);
                case "2" -> Optional.of(Channels.STEREO);
                default -> Channels.of(word);
            };
        }

        private static Optional<Boolean> either(String word, String yes, String no) {
            return word.equals(yes) ? Optional.of(true) : word.equals(no) ? Optional.of(false) : Optional.empty();
        }

        private static Optional<Boolean> flag(String word) {
            return switch (word) {
                case "true", "1", "on", "yes" -> Optional.of(true);
                case "false", "0", "off", "no" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        private static OptionalDouble loudness(AudioOption option, String word) {
            if (word.equals(Words.KEEP)) {
                return OptionalDouble.empty();
            }
            try {
                double value = Double.parseDouble(word);
                if (value >= QUIETEST_LUFS && value <= LOUDEST_LUFS) {
                    return OptionalDouble.of(value);
                }
            } catch (NumberFormatException e) {
                // Refused below, as a number is that is not allowed.
            }
            throw new InvalidOptionException(option);
        }

        private static TrackChoice track(AudioOption option, String text, String word) {
            if (text.length() > TrackChoice.LONGEST) {
                throw new InvalidOptionException(option);
            }
            String clean = CONTROL.matcher(text).replaceAll(" ").strip();
            if (clean.isEmpty()) {
                throw new InvalidOptionException(option);
            }
            TrackChoice choice = new TrackChoice(clean);
            return word.equals(TrackChoice.DEFAULT.text())
                    ? TrackChoice.DEFAULT
                    : choice.isAll() ? TrackChoice.ALL : choice;
        }

        private static String tag(AudioOption option, String text) {
            if (text.length() > Words.LONGEST_TAG) {
                throw new InvalidOptionException(option);
            }
            return CONTROL.matcher(text).replaceAll(" ");
        }

        private static String matching(AudioOption option, String text, Pattern form) {
            if (!text.isEmpty() && !form.matcher(text).matches()) {
                throw new InvalidOptionException(option);
            }
            return text;
        }

        private static Inclusion inclusion(AudioOption option, String word) {
            return switch (word) {
                case Words.KEEP -> Inclusion.KEEP;
                case Words.NONE -> Inclusion.NONE;
                case Words.GIVEN -> Inclusion.GIVEN;
                default -> throw new InvalidOptionException(option);
            };
        }

        AudioOptions build() {
            Rate rate = format == Format.MP3 ? rate() : Rate.DEFAULT;
            requireFitting(rate);
            if (end.filter(e -> !e.isNegative() && e.compareTo(start) <= 0).isPresent()) {
                throw new InvalidOptionException(AudioOption.END);
            }
            return new AudioOptions(
                    new Form(format, rate, sampleRate, highestSampleRate, channels),
                    new Cut(start, end, trimSilence),
                    loudness,
                    track,
                    new Labels(texts, cover, chapters),
                    allowIncomplete);
        }

        private Rate rate() {
            return quality.isPresent()
                    ? new Rate.VariableRate(quality.getAsInt())
                    : constantRate().orElse(Rate.DEFAULT);
        }

        private Optional<Rate> constantRate() {
            OptionalInt any = bitrate.isPresent() ? bitrate : bitrateMono;
            return any.isPresent() ? Optional.of(new Rate.ConstantRate(any.getAsInt(), bitrateMono)) : Optional.empty();
        }

        /** One sample rate must do for all that is wanted. */
        private void requireFitting(Rate rate) {
            List<Integer> rates = Form.sampleRates(sampleRate, highestSampleRate);
            if (rates.isEmpty()) {
                throw new InvalidOptionException(AudioOption.SAMPLE_RATE, "at most \"max_sample_rate\"");
            }
            if (rate instanceof Rate.ConstantRate constant) {
                requireFitting(AudioOption.BITRATE, rates, constant.of(2));
                requireFitting(AudioOption.BITRATE_MONO, Form.sampleRatesOf(rates, constant.of(2)), constant.of(1));
            }
        }

        private static void requireFitting(AudioOption option, List<Integer> rates, int kbitPerSecond) {
            if (Form.sampleRatesOf(rates, kbitPerSecond).isEmpty()) {
                Set<Integer> possible = new TreeSet<>();
                rates.forEach(rate -> possible.addAll(Form.bitratesAt(rate)));
                throw new InvalidOptionException(
                        option, "one of " + Words.list(possible) + " (kbit/s) at " + Words.list(rates) + " Hz");
            }
        }
    }
}

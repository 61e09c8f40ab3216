package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.Cut;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.mp4.timeline.Part;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Ticks;
import org.soundlift.mp4.timeline.Timeline;
import org.soundlift.mp4.timeline.TimelineException;
import org.soundlift.mp4.timeline.Tolerance;

/**
 * Reads the tables of an ISO base media file (ISO/IEC 14496-12) before any other program sees it: which track is
 * the sound, how long it plays, and whether the file holds the bytes that its tables promise. Every number is
 * checked against the bytes that are there; nothing recurses; memory is bounded by the largest {@code moov} that is
 * allowed.
 */
public final class Mp4Reader {
    /** More than any file has: a size that lies. */
    private static final long NO_FILE_BYTES = 1L << 44;

    private static final int MAX_TABLE_BYTES = 80 << 20;

    private final Ranges file;
    private final Request request;
    private final BoxBudget budget = BoxBudget.ofMovie();
    private final BoxBudget fragmentBudget = BoxBudget.ofFragments();
    private FileType type = FileType.NONE;
    private boolean isCutInFragment;
    private long announcedBytes; // The end of the last box.

    /**
     * What is wanted of a file.
     *
     * @param maxDuration of the sound that is wanted
     * @param allowIncomplete whether a file may lack any part of its end
     * @param asItIs whether the sound is wanted as it is
     */
    public record Request(Duration maxDuration, boolean allowIncomplete, Cut cut, TrackChoice track, boolean asItIs) {
        /** All of the usual track. */
        public static Request ofAll(Duration maxDuration) {
            return new Request(maxDuration, false, Cut.NONE, TrackChoice.DEFAULT, false);
        }
    }

    private Mp4Reader(Ranges file, Request request) {
        this.file = file;
        this.request = request;
    }

    /**
     * Reads {@code file} from its beginning.
     *
     * @throws ConversionException with the code of the defect, if the sound can't be converted
     * @throws IOException if reading fails
     */
    public static Mp4Movie read(Ranges file, Request request) throws IOException, ConversionException {
        try {
            return new Mp4Reader(file, request).read();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "a table ends before its entries do");
        } catch (ArithmeticException e) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "a table's numbers overflow");
        } catch (TimelineException e) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, String.valueOf(e.getMessage()));
        }
    }

    private Mp4Movie read() throws IOException, ConversionException, TimelineException {
        Optional<Movie> found = findMovie();
        if (found.isEmpty()) {
            throw withoutMovie();
        }
        Movie movie = found.get();
        ItemList items = ItemList.of(movie.box(), budget);
        AudioTrack audio = audio(movie, items.primingSamples());
        return new Mp4Movie(audio, movie.tracks(), MovieLabels.of(movie.box(), items, file, budget), movie.warnings());
    }

    private AudioTrack audio(Movie movie, long primingSamples)
            throws IOException, ConversionException, TimelineException {
        Candidate chosen = movie.chosen(file.size());
        Samples samples = chosen.samples();
        // Samples that share their bytes would make any length of a small file.
        if (samples.chunks().totalBytes() > file.size()) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED,
                    "samples of " + samples.chunks().totalBytes() + " bytes in a file of " + file.size());
        }
        if (samples.present() == 0) {
            throw new ConversionException(
                    FailureCode.TRUNCATED_MEDIA,
                    "no sample of track " + chosen.track().id() + " is in the file");
        }
        Track track = chosen.track().withPriming(primingSamples);
        EditList edits = track.edits().orOnFrom(movie.mediaBeforeFragments(), track.timescale());
        Units units = Units.of(track, samples, samples.present(), file);
        Timeline whole = Timeline.of(units.stretches(), track.timescale(), edits.inSamples(units.rate()), units.rate());
        requireSound(whole, samples, track);
        Optional<Duration> missing = missing(movie, samples, track, whole);
        requireEnough(whole.duration(), missing.orElse(Duration.ZERO), movie.isFragmented());
        missing.ifPresent(end -> movie.warn(Warning.Code.SOURCE_INCOMPLETE, incomplete(whole.duration(), end)));
        Part part = Part.of(request.cut(), whole.duration());
        Timeline timeline = part.of(whole);
        if (timeline.duration().compareTo(request.maxDuration()) > 0) {
            throw tooLong(timeline.duration());
        }
        Playback exact = Playback.of(timeline, units.lengths());
        Playback needed = units.isExact() ? exact : exact.withRest(timeline, units.lengths());
        boolean keepsAll = request.asItIs() && request.cut().isWhole();
        Playback playback = keepsAll ? needed.fromFirstUnit(units.lengths()) : needed;
        Units played = units.select(playback.runs());
        LiftedTrack lifted = LiftedTrack.of(
                movie,
                chosen,
                units.lengths().count(),
                played,
                playback,
                request.track().isDefault(),
                file);
        Optional<OriginalSound> original = request.asItIs()
                ? Optional.of(OriginalSound.of(lifted, playback, timeline.duration(), keepsAll))
                : Optional.empty();
        boolean isAll = timeline.isAllOf(units.lengths())
                || original.filter(sound -> keepsAll && sound.coded().isNearlyAll())
                        .isPresent();
        return new AudioTrack(
                new AudioTrack.Heard(timeline, playback, part.begin().plus(edits.delay()), whole.duration()),
                new AudioTrack.Decoded(
                        played.lengths().count(),
                        units.isExact(),
                        !track.description().isPcm() && units.samplesPerUnit() == 1),
                isAll && track.description().seemsMp3(),
                track.description().layout(),
                lifted.file(),
                original);
    }

    private void requireSound(Timeline timeline, Samples samples, Track track) throws ConversionException {
        if (timeline.spans().isEmpty()) {
            throw new ConversionException(FailureCode.EMPTY_AUDIO_TRACK, "nothing of track " + track.id() + " plays");
        }
        Duration all = Ticks.toDuration(samples.times().ticks(), track.timescale());
        Duration longest = timeline.duration().compareTo(all) > 0 ? timeline.duration() : all;
        if (request.cut().isWhole() && longest.compareTo(request.maxDuration()) > 0) {
            throw tooLong(longest);
        }
    }

    private ConversionException tooLong(Duration duration) {
        return new ConversionException(
                FailureCode.DURATION_LIMIT_EXCEEDED, duration + " of audio, allowed are " + request.maxDuration());
    }

    /** Returns how much of the end is not there; zero where nothing tells how much; empty if all is there. */
    private Optional<Duration> missing(Movie movie, Samples samples, Track track, Timeline timeline)
            throws ConversionException {
        long declared = samples.declared();
        boolean isCut = isCutInFragment || samples.isCut() || samples.present() < declared;
        long ticks = (declared - samples.present()) * Pauses.usual(samples.times());
        Duration missing = Ticks.toDuration(ticks, track.timescale());
        Duration whole = Ticks.toDuration(
                Fragments.declaredTicks(movie.box(), budget), track.edits().movieTimescale());
        Duration toTheEnd = whole.minus(timeline.duration());
        Duration longer = missing.compareTo(toTheEnd) > 0 ? missing : toTheEnd;
        boolean endsEarly = movie.isFragmented() && toTheEnd.compareTo(Tolerance.of(whole)) > 0;
        return isCut || endsEarly ? Optional.of(longer) : Optional.empty();
    }

    private void requireEnough(Duration present, Duration missing, boolean isFragmented) throws ConversionException {
        Duration all = present.plus(missing);
        if (missing.compareTo(Tolerance.of(all)) > 0 && !isFragmented && !request.allowIncomplete()) {
            throw new ConversionException(
                    FailureCode.TRUNCATED_MEDIA,
                    String.format(
                            Locale.ROOT,
                            "The file is incomplete: %.1f of %.1f seconds of its sound are there.",
                            seconds(present),
                            seconds(all)),
                    missing + " of " + all + " are missing");
        }
    }

    private static String incomplete(Duration present, Duration missing) {
        return missing.isZero()
                ? String.format(Locale.ROOT, "The recording ends at %.1f s; its end is missing.", seconds(present))
                : String.format(
                        Locale.ROOT,
                        "The recording ends at %.1f s; %.1f s at its end is missing.",
                        seconds(present),
                        seconds(missing));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** Cameras write the movie box last, so that it is the first to be lost of a copy that was not finished. */
    private ConversionException withoutMovie() throws IOException {
        boolean cut = announcedBytes > file.size() && announcedBytes < NO_FILE_BYTES;
        return cut
                ? new ConversionException(
                        FailureCode.TRUNCATED_MEDIA,
                        String.format(
                                Locale.ROOT,
                                "The file is incomplete: it has %.1f MB, and should have more than %.1f MB.",
                                file.size() / 1e6,
                                announcedBytes / 1e6),
                        "no moov box, and the last box ends behind the file")
                : new ConversionException(
                        FailureCode.MALFORMED_MEDIA,
                        "The file is incomplete or damaged: its table of contents is missing.",
                        "no moov box");
    }

    /** Walks the boxes of the file's top level. */
    private Optional<Movie> findMovie() throws IOException, ConversionException {
        Optional<Movie> movie = Optional.empty();
        List<BoxHeader> early =
                new ArrayList<>(); // Fragments that come before the movie, as no writer should put them.
        long position = 0;
        while (file.size() - position >= 8) {
            BoxHeader header = headerAt(position);
            if (header.payloadBytes() < 0) {
                if (movie.isPresent()) {
                    break; // What cameras leave behind the last box is no harm.
                }
                throw new ConversionException(FailureCode.MALFORMED_MEDIA, "box smaller than its header");
            }
            (movie.isEmpty() ? budget : fragmentBudget).take();
            if (header.type().equals("ftyp")) {
                int bytes = (int) Math.min(header.payloadBytes(), FileType.MAX_BYTES);
                type = FileType.of(file.upTo(header.payloadStart(), bytes));
            } else if (header.type().equals("moov") && movie.isEmpty()) {
                movie = Optional.of(movie(load(header)));
                for (BoxHeader fragment : early) {
                    addFragment(movie.get(), fragment);
                }
            } else if (header.type().equals("moof")) {
                if (movie.isPresent()) {
                    addFragment(movie.get(), header);
                } else {
                    early.add(header);
                }
            }
            position = header.end();
            announcedBytes = position;
            if (position < 0) {
                break; // Beyond any file: a size near 2^63.
            }
        }
        return movie;
    }

    private Movie movie(Box box) throws ConversionException {
        Box whole = CompressedMovie.inflated(box, budget);
        return new Movie(whole, AudioTrackChoice.of(whole, type, request.track(), budget), budget);
    }

    private void addFragment(Movie movie, BoxHeader header) throws IOException, ConversionException {
        if (header.end() > file.size()) {
            isCutInFragment = true;
        } else {
            movie.add(load(header), header.start(), file.size(), fragmentBudget);
        }
    }

    /** A box's place in the file. */
    private record BoxHeader(String type, long start, long payloadStart, long payloadBytes) {
        long end() {
            return payloadStart + payloadBytes;
        }
    }

    private BoxHeader headerAt(long position) throws IOException {
        ByteBuffer head = file.upTo(position, 16);
        long size = Integer.toUnsignedLong(head.getInt());
        byte[] name = new byte[4];
        head.get(name);
        if (size == 1) {
            size = head.getLong();
        } else if (size == 0) {
            size = file.size() - position;
        }
        return new BoxHeader(
                new String(name, ISO_8859_1), position, position + head.position(), size - head.position());
    }

    private Box load(BoxHeader header) throws IOException, ConversionException {
        if (header.payloadBytes() > MAX_TABLE_BYTES) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED, "a table of more than " + MAX_TABLE_BYTES + " bytes");
        }
        if (header.end() > file.size()) {
            throw new ConversionException(
                    FailureCode.TRUNCATED_MEDIA, "the file ends within its " + header.type() + " box");
        }
        ByteBuffer payload = file.upTo(header.payloadStart(), (int) header.payloadBytes());
        if (payload.remaining() < header.payloadBytes()) {
            throw new IOException("the video ends before " + header.end() + ", and had " + file.size() + " bytes");
        }
        return new Box(header.type(), payload);
    }
}

package org.soundlift.converter.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.TimeText;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.MovieTags;
import org.soundlift.mp4.label.SourceLabels;

/**
 * A file as FFmpeg describes it.
 *
 * @param duration of the whole
 * @param sounds its audio streams, in their order
 * @param usual the place in {@code sounds} of the one that a player plays: the first that is marked as default
 *     (RFC 9559 §5.1.4.1.5) and can be decoded, or else the first that can; empty if there is none
 * @param tags of the whole, by name
 * @param chapters in their order
 */
public record InputDescription(
        Optional<Duration> duration,
        List<Sound> sounds,
        OptionalInt usual,
        Map<String, String> tags,
        List<Chapter.Mark> chapters) {
    private static final Pattern DURATION = Pattern.compile("^  Duration: ([\\d:.]+),.*$");
    private static final Pattern STREAM =
            Pattern.compile("^  Stream #0:(\\d{1,4})(?:\\[\\w+])?(?:\\((\\w+)\\))?[^:]*: (\\w+): (\\w+)(.*)$");
    private static final Pattern TAG = Pattern.compile("^    (\\S[^:]*?)\\s*: (.*)$");
    private static final Pattern TAG_OF_STREAM = Pattern.compile("^ {6}(?: {2})?(\\S[^:]*?)\\s*: (.*)$");
    private static final Pattern CHANNELS = Pattern.compile(", (mono|stereo|(\\d+) channels|(\\d)\\.(\\d))");
    private static final Pattern CHAPTER =
            Pattern.compile("^    Chapter #0:\\d+: start (-?\\d+\\.\\d+), end (-?\\d+\\.\\d+).*$");
    private static final int MOST_SOUNDS = 32;
    private static final String NO_DECODER = "none";
    private static final String UNDETERMINED = "und";

    /**
     * An audio stream.
     *
     * @param index among all streams of the file
     */
    public record Sound(int index, TrackInfo track) {}

    public InputDescription {
        sounds = List.copyOf(sounds);
        tags = Map.copyOf(tags);
        chapters = List.copyOf(chapters);
    }

    static InputDescription of(String messages) {
        Reader reader = new Reader();
        messages.lines().forEach(reader::read);
        return new InputDescription(
                reader.duration,
                reader.sounds,
                reader.usual.isPresent() ? reader.usual : reader.first,
                reader.tags,
                reader.chapters);
    }

    /** Reads line by line. */
    private static final class Reader {
        private final List<Sound> sounds = new ArrayList<>();
        private final Map<String, String> tags = new HashMap<>();
        private final List<Chapter.Mark> chapters = new ArrayList<>();
        private Optional<Duration> duration = Optional.empty();
        private OptionalInt first = OptionalInt.empty();
        private OptionalInt usual = OptionalInt.empty();
        private boolean inTags;
        private boolean inStreams;
        private boolean inSound;
        private boolean inChapter;

        void read(String line) {
            Matcher chapter = CHAPTER.matcher(line);
            Matcher length = DURATION.matcher(line);
            Matcher stream = STREAM.matcher(line);
            Matcher tag = TAG.matcher(line);
            Matcher tagOfStream = TAG_OF_STREAM.matcher(line);
            inStreams |= line.startsWith("  Duration:");
            if (length.matches() && duration.isEmpty()) {
                duration = TimeText.parse(length.group(1));
            } else if (stream.matches() && inStreams) {
                inChapter = false;
                inSound = stream.group(3).equals("Audio") && sounds.size() < MOST_SOUNDS;
                if (inSound) {
                    add(stream);
                }
            } else if (chapter.matches() && inStreams) {
                inChapter = true;
                addChapter(new Chapter.Mark(time(chapter.group(1)), Optional.of(time(chapter.group(2))), ""));
            } else if (inChapter && tagOfStream.matches()) {
                titleChapter(tagOfStream);
            } else if (inSound && tagOfStream.matches() && tagOfStream.group(1).equalsIgnoreCase("title")) {
                Sound last = sounds.removeLast();
                TrackInfo track = last.track;
                sounds.add(new Sound(
                        last.index,
                        new TrackInfo(
                                track.number(),
                                track.codec(),
                                track.language(),
                                Optional.of(tagOfStream.group(2)),
                                track.channels(),
                                track.duration())));
            } else if (!inStreams && line.equals("  Metadata:")) {
                inTags = true;
            } else if (inTags && !inStreams && tag.matches()) {
                tags.putIfAbsent(tag.group(1), tag.group(2));
            }
        }

        private static Duration time(String seconds) {
            return TimeText.parse(seconds).filter(time -> !time.isNegative()).orElse(Duration.ZERO);
        }

        private void addChapter(Chapter.Mark mark) {
            if (chapters.size() <= Chapter.MOST) {
                chapters.add(mark);
            }
        }

        private void titleChapter(Matcher tag) {
            if (tag.group(1).equalsIgnoreCase("title")) {
                Chapter.Mark last = chapters.removeLast();
                chapters.add(new Chapter.Mark(last.begin(), last.end(), tag.group(2)));
            }
        }

        private void add(Matcher stream) {
            int place = sounds.size();
            Optional<String> language = Optional.ofNullable(stream.group(2)).filter(code -> !code.equals(UNDETERMINED));
            String codec = stream.group(4);
            String others = stream.group(5);
            sounds.add(new Sound(
                    Integer.parseInt(stream.group(1)),
                    new TrackInfo(place + 1, codec, language, Optional.empty(), channels(others), Optional.empty())));
            if (!codec.equals(NO_DECODER)) {
                first = first.isPresent() ? first : OptionalInt.of(place);
                boolean isDefault = others.contains("(default)");
                usual = usual.isPresent() || !isDefault ? usual : OptionalInt.of(place);
            }
        }

        private static OptionalInt channels(String text) {
            Matcher channels = CHANNELS.matcher(text);
            if (!channels.find()) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(
                    switch (channels.group(1)) {
                        case "mono" -> 1;
                        case "stereo" -> 2;
                        default ->
                            channels.group(2) != null
                                    ? Integer.parseInt(channels.group(2))
                                    : Integer.parseInt(channels.group(3)) + Integer.parseInt(channels.group(4));
                    });
        }
    }

    /** Returns what the file carries beside its sound. */
    public SourceLabels labels() {
        boolean areFew = chapters.size() <= Chapter.MOST;
        Warning tooMany =
                Warning.ofLeftOut("The video has more than " + Chapter.MOST + " chapters, and they were left out.");
        return new SourceLabels(
                MovieTags.named(tags).texts(),
                Optional.empty(),
                areFew ? chapters : List.of(),
                areFew ? List.of() : List.of(tooMany));
    }

    /** Returns all audio tracks. */
    public List<TrackInfo> tracks() {
        return sounds.stream().map(Sound::track).toList();
    }
}

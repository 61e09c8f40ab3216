package org.soundlift.mp4.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.mp4.timeline.Span.Silence;
import org.soundlift.mp4.timeline.Span.Sound;

/**
 * The sound as it is presented (ISO/IEC 14496-12 §8.6.6), exact to the sample: parts of the decoded sound in the order in which
 * they are heard, and silence where nothing was recorded. It begins with sound: a delay before the first one is for the picture's
 * sake.
 *
 * @param rate samples a second
 * @param spans no two neighbours could be one
 */
public record Timeline(long rate, List<Span> spans) {
    /** So much silence by tables alone is no recording, where it is nearly all there is. */
    private static final long MUCH_SILENCE_SECONDS = 3_600;

    private static final int NEARLY_ALL = 20;
    private static final int INEXACT_PART_OF_SECOND = 100;
    private static final int MILLISECONDS = 1_000;
    private static final int MOST_SPANS = 300_000;

    public Timeline {
        spans = List.copyOf(spans);
    }

    /**
     * The presentation of a track.
     *
     * @param timescale ticks of the media a second
     * @param edits all that is heard, in their order; empty: the whole media
     * @param rate samples a second
     * @throws TimelineException if it is nearly all silence, and long
     */
    public static Timeline of(Stretches media, long timescale, List<Edit> edits, long rate) throws TimelineException {
        Builder builder = new Builder(media, timescale, rate);
        if (edits.isEmpty()) {
            builder.add(new Edit(0, Edit.TO_THE_END));
        }
        for (Edit edit : edits) {
            builder.add(edit);
        }
        return builder.build();
    }

    /** Returns how long it is, in samples. */
    public long samples() {
        return spans.stream().mapToLong(Span::samples).reduce(0, Math::addExact);
    }

    /** Returns how long it is. */
    public Duration duration() {
        return Ticks.toDuration(samples(), rate);
    }

    /** Returns whether all units are heard, once, and nothing else; of the last one perhaps only the beginning. */
    public boolean isAllOf(AccessUnits units) {
        return spans.size() == 1
                && spans.getFirst() instanceof Sound sound
                && sound.begin() == 0
                && units.at(sound.end() - 1) == units.count() - 1;
    }

    /**
     * Returns a part of it.
     *
     * @param begin first sample, at least 0
     * @param end behind the last sample; beyond the end of all: to the end
     */
    public Timeline cut(long begin, long end) {
        List<Span> part = new ArrayList<>();
        long position = 0;
        for (Span span : spans) {
            long from = Math.clamp(begin - position, 0, span.samples());
            long to = Math.clamp(end - position, 0, span.samples());
            if (from < to) {
                part.add(
                        switch (span) {
                            case Sound sound -> new Sound(sound.begin() + from, sound.begin() + to);
                            case Silence _ -> new Silence(to - from);
                        });
            }
            position += span.samples();
        }
        return new Timeline(rate, part);
    }

    private static final class Builder {
        private final Stretches media;
        private final long timescale;
        private final long rate;
        private final List<Span> spans = new ArrayList<>();
        private long silence;
        private long sound;

        Builder(Stretches media, long timescale, long rate) {
            this.media = media;
            this.timescale = timescale;
            this.rate = rate;
        }

        void add(Edit edit) throws TimelineException {
            if (edit.mediaTime() < 0) {
                addSilence(edit.samples() == Edit.TO_THE_END ? 0 : edit.samples());
                return;
            }
            long left = edit.samples();
            long time = edit.mediaTime();
            for (int i = media.at(time); i < media.count() && left > 0; i++) {
                long pause = Math.max(0, media.time(i) - time);
                if (i == 0) { // Clocks of cameras count from 1970: the media begin when their first sound does.
                    left -= Math.min(left, Ticks.rescale(Math.min(pause, media.skipped()), timescale, rate));
                } else {
                    left -= addSilence(Math.min(left, Ticks.rescale(pause, timescale, rate)));
                }
                left = endsWithMedia(edit, i) ? Edit.TO_THE_END : left;
                long begin = media.sampleAt(i, Math.max(time, media.time(i)));
                left -= addSound(begin, Math.min(left, media.end(i) - begin));
                time = media.endTime(i);
            }
        }

        /** A clock that is not exact would cut the end off: its ticks say that the edit and the media end together. */
        private boolean endsWithMedia(Edit edit, int stretch) {
            if (stretch != media.count() - 1 || edit.samples() == Edit.TO_THE_END) {
                return false;
            }
            long samples = media.end(stretch) - media.begin(stretch);
            long told = Ticks.rescale(media.endTime(stretch) - media.time(stretch), timescale, rate);
            long end = edit.mediaTime() + Ticks.rescale(edit.samples(), rate, timescale);
            boolean isInexact = Math.abs(samples - told) > rate / INEXACT_PART_OF_SECOND;
            return isInexact && end >= media.endTime(stretch) - timescale / MILLISECONDS;
        }

        private long addSilence(long samples) throws TimelineException {
            if (samples > 0 && !spans.isEmpty()) {
                silence = Math.addExact(silence, samples);
                if (spans.getLast() instanceof Silence(long before)) {
                    spans.removeLast();
                    spans.add(new Silence(before + samples));
                } else {
                    append(new Silence(samples));
                }
            }
            return samples;
        }

        private long addSound(long begin, long samples) throws TimelineException {
            if (samples > 0) {
                sound = Math.addExact(sound, samples);
                if (!spans.isEmpty() && spans.getLast() instanceof Sound before && before.end() == begin) {
                    spans.removeLast();
                    spans.add(new Sound(before.begin(), begin + samples));
                } else {
                    append(new Sound(begin, begin + samples));
                }
            }
            return samples;
        }

        private void append(Span span) throws TimelineException {
            if (spans.size() == MOST_SPANS) {
                throw new TimelineException("more than " + MOST_SPANS + " parts");
            }
            spans.add(span);
        }

        Timeline build() throws TimelineException {
            if (silence / rate > MUCH_SILENCE_SECONDS && silence / NEARLY_ALL > sound) {
                throw new TimelineException("silence of " + Ticks.toDuration(silence, rate) + " around sound of "
                        + Ticks.toDuration(sound, rate));
            }
            return new Timeline(rate, spans);
        }
    }
}

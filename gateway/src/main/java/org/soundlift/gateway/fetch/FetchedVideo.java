package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.options.Cut;
import org.soundlift.core.options.Labels;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.upload.UrlInput;
import org.soundlift.gateway.upload.VideoReceiver;
import org.soundlift.mp4.Mp4Reader;
import org.soundlift.mp4.SoundFile;

/**
 * Stores a file of the web as the video of a job: its sound alone, where that is all that the job needs and the server sends parts of
 * a file.
 */
record FetchedVideo(Job job, RemoteVideo video, Claim claim, Means means) {
    /** The converter has its own limit. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Fetches and stores it.
     *
     * @return what is stored
     * @throws SourceException if the server is away, or has changed the file
     * @throws IOException if the store is away
     * @throws ConversionException if it has no sound that can be converted
     */
    Job.Video fetch() throws IOException, ConversionException, InterruptedException {
        VideoReceiver.requireVideo(video.head());
        boolean isLiftable = MediaFormat.detect(video.head()).equals(Optional.of(MediaFormat.ISO_BASE_MEDIA));
        if (isLiftable && video.hasParts() && job.order().options().track().equals(TrackChoice.DEFAULT)) {
            try (RemoteRanges ranges = new RemoteRanges(video)) {
                Optional<SoundFile> sound = sound(ranges);
                Optional<List<Block>> plan = sound.isPresent() ? plan(sound.get(), ranges) : Optional.empty();
                if (plan.isPresent()) {
                    return storeSound(sound.orElseThrow(), ranges, plan.get());
                }
            }
        }
        return storeWhole();
    }

    /** Empty where the sound has no file of its own, or the owner has to be warned of something that only the whole shows. */
    private Optional<SoundFile> sound(RemoteRanges ranges)
            throws IOException, ConversionException, InterruptedException {
        boolean mayLack = job.order().options().allowIncomplete();
        means.tables().acquire();
        try {
            SoundFile sound = SoundFile.of(
                    ranges,
                    new Mp4Reader.Request(LONGEST, mayLack, Cut.NONE, TrackChoice.DEFAULT, true),
                    Labels.OF_VIDEO);
            return Optional.of(sound).filter(s -> s.movie().warnings().isEmpty());
        } catch (ConversionException e) {
            if (e.failure().code() == FailureCode.UNSUPPORTED_AUDIO) {
                return Optional.empty();
            }
            throw e;
        } finally {
            means.tables().release();
        }
    }

    private Optional<List<Block>> plan(SoundFile sound, RemoteRanges ranges) throws IOException {
        means.quota().room(job, sound.sound().bytes());
        return BlockPlan.of(sound.open(), ranges);
    }

    private Job.Video storeSound(SoundFile sound, RemoteRanges ranges, List<Block> plan) throws IOException {
        long bytes = plan.stream().mapToLong(Block::size).sum();
        try (VideoReceiver receiver =
                receiver(bytes, OptionalLong.of(sound.sound().bytes()))) {
            ranges.expect(plan);
            receiver.receive(sound.open());
            commit(receiver);
            Job.Original original = new Job.Original(
                    ranges.size(),
                    Optional.of(sound.movie().audio().heard().whole().toNanos() / 1e9),
                    Optional.of(0.0));
            return new Job.Video(name(), receiver.bytes(), Optional.of(original));
        }
    }

    private Job.Video storeWhole() throws IOException {
        try (VideoReceiver receiver = receiver(video.size().orElse(0), video.size())) {
            byte[] head = video.head();
            receiver.receive(head, 0, head.length);
            if (video.hasParts()) {
                receiveParts(receiver, head.length);
            } else {
                receiver.receive(video.rest());
            }
            receiver.end();
            commit(receiver);
            return new Job.Video(name(), receiver.bytes(), Optional.empty());
        }
    }

    private void receiveParts(VideoReceiver receiver, long begin) throws IOException {
        try (Prefetch parts = new Prefetch(video, Block.of(begin, video.size().orElseThrow()))) {
            for (Optional<LoadedBlock> part = parts.next(); part.isPresent(); part = parts.next()) {
                part.get().writeTo(receiver);
            }
        }
    }

    /**
     * @param fetched bytes; 0 where that is not known
     * @param stored bytes, where that is known
     */
    private VideoReceiver receiver(long fetched, OptionalLong stored) throws IOException {
        long most = means.quota().room(job, fetched);
        claim.expect(fetched);
        return new VideoReceiver(means.store().create(job.id().video(), stored), most);
    }

    /** Commits only while the claim holds: the video of another gateway stays. */
    private void commit(VideoReceiver receiver) throws IOException {
        claim.require();
        receiver.commit();
    }

    /** The name that the owner gives it stays. */
    private String name() {
        WebUrl url = job.video().fetch().orElseThrow().url();
        String given = job.video().filename();
        return given.equals(UrlInput.name(url, Optional.empty())) ? UrlInput.name(url, video.disposition()) : given;
    }
}

package org.soundlift.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.RecordingBroadcast;
import org.soundlift.core.queue.RecordingWorkQueue;

class FleetMemberTest {
    private static final int SLOTS = 3;

    private final RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
    private final List<Integer> slotsMeanwhile = new ArrayList<>();
    private final RecordingBroadcast<ConverterReport> reports = new RecordingBroadcast<>();
    private final RecordingBroadcast<DrainRequested> drains = new RecordingBroadcast<>();
    private CountDownLatch end = new CountDownLatch(0);
    private final FleetMember member = new FleetMember(
            new ConverterService.Messaging(
                    video,
                    new RecordingWorkQueue<>(),
                    new RecordingWorkQueue<>(),
                    new RecordingBroadcast<>(),
                    new RecordingBroadcast<>(),
                    new Fleet(reports, drains)),
            _ -> {
                slotsMeanwhile.add(video.slots());
                end.await();
                return Outcome.DONE;
            },
            new RunningConversions(),
            SLOTS,
            new ConverterReport.About("host", "1", "7.1", List.of(), Instant.EPOCH));

    @AfterEach
    void close() {
        member.close();
        assertThat(video.slots()).isZero();
    }

    private static ConversionRequested request() {
        JobId id = JobId.random();
        return new ConversionRequested(
                id,
                1,
                id.video(),
                id.mp3(),
                "ada",
                "a.mp4",
                AudioOptions.DEFAULT,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void suspectRunsAloneAfterTheStart() throws Exception {
        member.start();
        assertThat(video.slots()).isOne();
        video.deliver(request(), 3);
        assertThat(slotsMeanwhile).containsExactly(1);
        assertThat(video.slots()).as("it has ended, so it was not the cause").isEqualTo(SLOTS);
    }

    @Test
    void workThatGoesOnWhileDrainingKeepsItsSlot() throws Exception {
        member.start();
        await().until(() -> !reports.sent().isEmpty());
        String id = reports.sent().getFirst().id();
        end = new CountDownLatch(1);
        Thread working = Thread.ofPlatform().start(() -> deliver(1));
        await().until(() -> slotsMeanwhile.size() == 1);

        drains.send(new DrainRequested(id, true));
        assertThat(video.slots()).isZero();
        assertThat(video.deliver(request(), 1)).as("it came too late").isEqualTo(Outcome.RELEASE);
        drains.send(new DrainRequested(id, false));
        assertThat(video.slots()).as("one is still in use").isEqualTo(SLOTS - 1);
        end.countDown();
        working.join();
        assertThat(video.slots()).isEqualTo(SLOTS);
    }

    private void deliver(int count) {
        try {
            video.deliver(request(), count);
        } catch (Exception e) { // A thread declares none.
            throw new AssertionError(e);
        }
    }

    @Test
    void workThatIsNotSuspectIsDoneManyAtATimeAtOnce() throws Exception {
        member.start();
        video.deliver(request(), 2);
        video.deliver(request(), 3);
        assertThat(slotsMeanwhile).containsExactly(SLOTS, SLOTS);
        assertThat(video.slots()).isEqualTo(SLOTS);
    }
}

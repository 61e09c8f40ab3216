package org.soundlift.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.queue.WorkQueue.Delivery;

class NotificationServiceTest {
    private final List<ConversionFinished> told = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean broken;

    private final NotificationService service = new NotificationService(
            new RecordingWorkQueue<>(),
            List.of(new Notifier() {
                @Override
                public String name() {
                    return "test";
                }

                @Override
                public void tell(ConversionFinished finished) {
                    if (broken) {
                        throw new IllegalStateException("on purpose");
                    }
                    told.add(finished);
                }
            }),
            registry);

    @Test
    void sameEndIsToldOnce() throws Exception {
        ConversionFinished end = Ends.completed("ada@example.org", "talk.mp4");
        assertThat(service.handle(new Delivery<>(end, 1))).isEqualTo(Outcome.DONE);
        assertThat(service.handle(new Delivery<>(end, 2))).isEqualTo(Outcome.DONE);
        assertThat(told).containsExactly(end);
        assertThat(registry.get("soundlift.notifications")
                        .tag("result", "told")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        ConversionFinished end = Ends.completed("ada@example.org", "talk.mp4");
        broken = true;
        assertThatThrownBy(() -> service.handle(new Delivery<>(end, 1))).isInstanceOf(IllegalStateException.class);
        broken = false;
        service.handle(new Delivery<>(end, 2));
        assertThat(told).containsExactly(end);
    }
}

package org.soundlift.core.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the dead letters that a test gives it. */
public final class FakeDeadLetters implements DeadLetters {
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> requeued = new ArrayList<>();

    public void add(String id, String body, String reason) {
        letters.add(new DeadLetter(id, body, reason, 5, Optional.of(Instant.EPOCH)));
    }

    public List<String> requeued() {
        return requeued;
    }

    @Override
    public long count() {
        return letters.size();
    }

    @Override
    public List<DeadLetter> list(int most) {
        return letters.stream().limit(most).toList();
    }

    @Override
    public boolean requeue(String id) {
        return drop(id) && requeued.add(id);
    }

    @Override
    public boolean drop(String id) {
        return letters.removeIf(letter -> letter.id().equals(id));
    }
}

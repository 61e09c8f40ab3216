package org.soundlift.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.job.JobId;

/** The contract of every media store for media that arrive in pieces. */
public abstract class PartialMediaContract {
    static final Instant FAR_FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    final MediaId id = JobId.random().video();
    MediaStore store;

    /** A new, empty store, not started. */
    protected abstract MediaStore newStore() throws Exception;

    /** Returns the number of things that belong to no media, where the store keeps any. */
    protected int leftovers() throws Exception {
        return 0;
    }

    @BeforeEach
    final void startStore() throws Exception {
        store = newStore();
        store.start();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    byte[] read(MediaId source, long offset, long length) throws IOException {
        try (InputStream in = store.read(source, offset, length)) {
            return in.readAllBytes();
        }
    }

    private void arrive(byte[] bytes, int from, int to) throws IOException {
        try (PartialMedia media = store.resume(id, bytes.length)) {
            assertThat(media.durable()).isEqualTo(from);
            media.write(bytes, from, to - from);
            media.flush();
            assertThat(media.durable()).isEqualTo(to);
        }
        assertThat(store.arrived(id)).isEqualTo(to);
    }

    private void commit(byte[] bytes, int from) throws IOException {
        try (PartialMedia media = store.resume(id, bytes.length)) {
            media.write(bytes, from, bytes.length - from);
            media.commit();
        }
    }

    /** Of chunks, parts and blocks of any store, some lie between the pieces, and some within them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 20, 9 << 20, (16 << 20) + 7})
    void piecesBecomeOne(int length) throws Exception {
        byte[] bytes = bytes(length);
        int at = 0;
        for (int piece = 1; at + piece < length; piece = piece * 7 + 5) {
            arrive(bytes, at, at + piece);
            at += piece;
        }
        assertThat(store.size(id)).isEmpty();
        assertThat(store.list(MediaId.Kind.VIDEOS, FAR_FUTURE)).isEmpty();
        commit(bytes, at);
        assertThat(store.size(id)).hasValue(length);
        assertThat(Arrays.mismatch(read(id, 0, length), bytes)).isEqualTo(-1);
        assertThat(store.arrived(id)).isZero();
        assertThat(leftovers()).isZero();
    }

    @Test
    void pieceThatWasNotFlushedMayBeSentAgain() throws Exception {
        byte[] bytes = bytes(12 << 20);
        arrive(bytes, 0, 1_000);
        try (PartialMedia cut = store.resume(id, bytes.length)) {
            cut.write(bytes, 1_000, 3 << 20);
        }
        store.close();
        store = reopened(store);
        long arrived = store.arrived(id);
        assertThat(arrived).isBetween(1_000L, 1_000L + (3 << 20));
        commit(bytes, (int) arrived);
        assertThat(Arrays.mismatch(read(id, 0, bytes.length), bytes)).isEqualTo(-1);
    }

    /** The same store in another process. */
    protected abstract MediaStore reopened(MediaStore before) throws Exception;

    @Test
    void anotherProcessGoesOn() throws Exception {
        byte[] bytes = bytes(3 << 20);
        arrive(bytes, 0, 2_000_000);
        store.close();
        store = reopened(store);
        assertThat(store.arrived(id)).isEqualTo(2_000_000);
        commit(bytes, 2_000_000);
        assertThat(Arrays.mismatch(read(id, 0, bytes.length), bytes)).isEqualTo(-1);
    }

    @Test
    void discardedPiecesAreGone() throws Exception {
        arrive(bytes(10 << 20), 0, 9 << 20);
        store.discard(id);
        assertThat(store.arrived(id)).isZero();
        assertThat(leftovers()).isZero();
        store.discard(id);
        arrive(bytes(100), 0, 50);
    }

    @Test
    void forgottenPiecesAreRemoved() throws Exception {
        arrive(bytes(10 << 20), 0, 9 << 20);
        store.removeUnfinished(Instant.EPOCH, _ -> false);
        store.removeUnfinished(FAR_FUTURE, id::equals);
        assertThat(store.arrived(id)).isEqualTo(9 << 20);
        store.removeUnfinished(FAR_FUTURE, _ -> false);
        assertThat(store.arrived(id)).isZero();
        assertThat(leftovers()).isZero();
    }

    @Test
    void moreThanTheStoreCanHoldIsNotBegun() {
        assertThatThrownBy(() -> store.resume(id, Long.MAX_VALUE / 2)).isInstanceOf(InsufficientStorageException.class);
    }
}

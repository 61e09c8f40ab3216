package org.soundlift.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.soundlift.core.service.CheckResult;

/** The contract of every media store. */
public abstract class MediaStoreContract extends PartialMediaContract {
    /** Ends a writer as the death of its process would: it is neither committed nor closed. */
    protected void abandon(MediaWriter writer) throws Exception {}

    /** The bytes of the largest media of these tests: more than an int counts. */
    protected long large() {
        return (2L << 30) + 1;
    }

    @Test
    void startedStoreIsHealthy() {
        assertThat(store.check()).isEqualTo(CheckResult.OK);
        assertThat(store.name()).startsWith("storage ");
    }

    @Test
    void committedMediaAreReadBack() throws Exception {
        byte[] bytes = bytes(300_000);
        write(id, bytes);
        assertThat(store.size(id)).hasValue(bytes.length);
        assertThat(read(id, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void mediaAreInvisibleUntilCommitted() throws Exception {
        try (MediaWriter writer = store.create(id, OptionalLong.empty())) {
            writer.write(bytes(100));
            writer.flush();
            assertThat(store.size(id)).isEmpty();
            assertThat(store.list(MediaId.Kind.VIDEOS, FAR_FUTURE)).isEmpty();
            writer.commit();
            assertThat(store.size(id)).hasValue(100);
        }
        assertThat(store.size(id)).hasValue(100);
    }

    @Test
    void closingWithoutCommitLeavesNothing() throws Exception {
        try (MediaWriter writer = store.create(id, OptionalLong.of(5))) {
            writer.write(bytes(5));
        }
        assertThat(store.size(id)).isEmpty();
        assertThat(store.list(MediaId.Kind.VIDEOS, FAR_FUTURE)).isEmpty();
    }

    @Test
    void lastCommitWins() throws Exception {
        write(id, bytes(1000));
        byte[] second = bytes(10);
        write(id, second);
        assertThat(read(id, 0, 10)).isEqualTo(second);
        assertThat(store.size(id)).hasValue(10);
    }

    @Test
    void rangesAreReadFromAnywhere() throws Exception {
        byte[] bytes = bytes(10_000);
        write(id, bytes);
        assertThat(read(id, 0, 1)).isEqualTo(Arrays.copyOf(bytes, 1));
        assertThat(read(id, 4_000, 5_000)).isEqualTo(Arrays.copyOfRange(bytes, 4_000, 9_000));
        assertThat(read(id, 9_999, 1)).isEqualTo(Arrays.copyOfRange(bytes, 9_999, 10_000));
        assertThat(read(id, 10_000, 0)).isEmpty();
    }

    @Test
    void rangeOutsideIsRefused() throws Exception {
        write(id, bytes(10));
        assertThatThrownBy(() -> read(id, 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> read(id, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void absentMedia() throws Exception {
        assertThat(store.size(id)).isEmpty();
        assertThatThrownBy(() -> read(id, 0, 0)).isInstanceOf(NoSuchFileException.class);
        store.delete(id);
    }

    @Test
    void kindsAreApart() throws Exception {
        write(id, bytes(10));
        assertThat(store.size(new MediaId(MediaId.Kind.MP3S, id.value()))).isEmpty();
        assertThat(store.list(MediaId.Kind.MP3S, FAR_FUTURE)).isEmpty();
    }

    @Test
    void deletedMediaAreGone() throws Exception {
        write(id, bytes(10));
        store.delete(id);
        assertThat(store.size(id)).isEmpty();
    }

    @Test
    void listsByAge() throws Exception {
        write(id, bytes(10));
        assertThat(store.list(MediaId.Kind.VIDEOS, FAR_FUTURE)).containsExactly(id);
        assertThat(store.list(MediaId.Kind.VIDEOS, Instant.EPOCH)).isEmpty();
    }

    @Test
    void concurrentWritersOfOneIdLeaveOneWholeResult() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            var writers = IntStream.range(1, 9)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        byte[] same = new byte[i * 10_000];
                        Arrays.fill(same, (byte) i);
                        write(id, same);
                        return null;
                    })
                    .toList();
            for (var done : threads.invokeAll(writers)) {
                done.get();
            }
        }
        long size = store.size(id).orElseThrow();
        byte[] winner = read(id, 0, size);
        assertThat(winner).hasSize(winner[0] * 10_000).containsOnly(winner[0]);
    }

    @Test
    void moreThanTheStoreCanHoldIsRefused() {
        assertThatThrownBy(() -> store.create(id, OptionalLong.of(Long.MAX_VALUE / 2)))
                .isInstanceOf(InsufficientStorageException.class);
    }

    @Test
    void deadWritersLeaveNothingForLong() throws Exception {
        write(id, bytes(10));
        MediaWriter dead = store.create(id, OptionalLong.empty());
        dead.write(bytes(20 << 20));
        abandon(dead);
        assertThat(store.size(id)).hasValue(10);
        store.removeUnfinished(FAR_FUTURE, _ -> false);
        assertThat(leftovers()).isZero();
        assertThat(store.size(id)).hasValue(10);
        assertThat(store.list(MediaId.Kind.VIDEOS, FAR_FUTURE)).containsExactly(id);
    }

    @Test
    void livingWritersAreLeftAlone() throws Exception {
        byte[] bytes = bytes(20 << 20);
        try (MediaWriter writer = store.create(id, OptionalLong.empty())) {
            writer.write(bytes);
            store.removeUnfinished(Instant.EPOCH, _ -> false);
            writer.commit();
        }
        assertThat(read(id, 19 << 20, 1 << 20)).isEqualTo(Arrays.copyOfRange(bytes, 19 << 20, 20 << 20));
    }

    /** A writer that was taken for dead may have lost some of its bytes: it must not commit the rest. */
    @Test
    void writerThatWasTakenForDeadCommitsAllOrNothing() throws Exception {
        byte[] bytes = bytes(20 << 20);
        try (MediaWriter writer = store.create(id, OptionalLong.empty())) {
            writer.write(bytes);
            store.removeUnfinished(FAR_FUTURE, _ -> false);
            writer.commit();
        } catch (IOException lost) {
            assertThat(store.size(id)).isEmpty();
        }
        if (store.size(id).isPresent()) {
            assertThat(read(id, 0, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void replacedAndDeletedMediaLeaveNothing() throws Exception {
        write(id, bytes(3 << 20));
        write(id, bytes(2 << 20));
        store.delete(id);
        assertThat(leftovers()).isZero();
    }

    /** In the memory that tests have, which is a fraction of this. */
    @Test
    void largeMediaAreWholeAndReadFromAnywhere() throws Exception {
        byte[] megabyte = bytes(1 << 20);
        long length = large();
        try (MediaWriter writer = store.create(id, OptionalLong.of(length))) {
            for (long written = 0; written < length; written += megabyte.length) {
                writer.write(megabyte, 0, (int) Math.min(megabyte.length, length - written));
            }
            writer.commit();
        }
        assertThat(store.size(id)).hasValue(length);
        long middle = length / 2 / megabyte.length * megabyte.length;
        assertThat(read(id, middle, 100)).isEqualTo(Arrays.copyOf(megabyte, 100));
        assertThat(read(id, length - 1, 1)).containsExactly(megabyte[(int) ((length - 1) % megabyte.length)]);
        try (InputStream in = store.read(id, 0, length)) {
            long count = 0;
            for (byte[] part = in.readNBytes(megabyte.length); part.length > 0; part = in.readNBytes(megabyte.length)) {
                assertThat(Arrays.mismatch(part, 0, part.length, megabyte, 0, part.length))
                        .isEqualTo(-1);
                count += part.length;
            }
            assertThat(count).isEqualTo(length);
        }
    }

    private void write(MediaId target, byte[] bytes) throws IOException {
        try (MediaWriter writer = store.create(target, OptionalLong.of(bytes.length))) {
            writer.write(bytes);
            writer.commit();
        }
    }
}

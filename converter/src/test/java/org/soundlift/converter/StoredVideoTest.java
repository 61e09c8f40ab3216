package org.soundlift.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaWriter;

class StoredVideoTest {
    private static final int BYTES = 5 << 20;

    private final InMemoryMediaStore store = new InMemoryMediaStore();
    private final MediaId id = JobId.random().video();

    private static byte at(long position) {
        return (byte) (position / 7);
    }

    private void fill() throws Exception {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = at(i);
        }
        try (MediaWriter writer = store.create(id, OptionalLong.empty())) {
            writer.write(bytes);
            writer.commit();
        }
    }

    /** On, a little ahead, far ahead, back, to the last byte and beyond. */
    @Test
    void readsWherever() throws Exception {
        fill();
        try (StoredVideo video = StoredVideo.open(store, id)) {
            assertThat(video.size()).isEqualTo(BYTES);
            for (long position : new long[] {0, 10, 20, 5_000, 4 << 20, 3, 3, BYTES - 1}) {
                ByteBuffer target = ByteBuffer.allocate(20).position(4).limit(14);
                int count = video.position(position).read(target);
                assertThat(count).isEqualTo((int) Math.min(10, BYTES - position));
                assertThat(video.position()).isEqualTo(position + count);
                assertThat(target.position()).isEqualTo(4 + count);
                for (int i = 0; i < count; i++) {
                    assertThat(target.get(4 + i)).isEqualTo(at(position + i));
                }
            }
            assertThat(video.position(BYTES).read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(video.position(Long.MAX_VALUE).read(ByteBuffer.allocate(1)))
                    .isEqualTo(-1);
        }
    }

    @Test
    void missingVideoIsNamed() {
        assertThatThrownBy(() -> StoredVideo.open(store, id))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(id.value());
    }
}

package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.soundlift.mp4.BlockRanges;

/** Reads parts of a file of the web; those that are planned some ahead. */
final class RemoteRanges extends BlockRanges implements AutoCloseable {
    private final RemoteVideo video;
    private final Deque<LoadedBlock> loaded = new ArrayDeque<>();
    private Optional<BlockPlan> noting = Optional.empty();
    private Optional<Prefetch> prefetch = Optional.empty();

    RemoteRanges(RemoteVideo video) {
        super(video.size().orElseThrow());
        this.video = video;
        byte[] head = video.head();
        loaded.add(new LoadedBlock(0, head));
    }

    /** Fetches blocks before they are asked for. */
    void expect(List<Block> blocks) {
        prefetch = Optional.of(new Prefetch(video, blocks));
    }

    /** From now on nothing is read, and what would be is noted. */
    void note(BlockPlan plan) {
        noting = Optional.of(plan);
    }

    void noteNoMore() {
        noting = Optional.empty();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (noting.isEmpty() || position >= size()) {
            return super.read(position, target);
        }
        int count = (int) Math.min(target.remaining(), size() - position);
        noting.get().add(position, count);
        target.position(target.position() + count);
        return count;
    }

    @Override
    protected byte[] block(long position, int bytes) throws SourceException {
        Optional<LoadedBlock> here =
                loaded.stream().filter(block -> block.has(position)).findFirst();
        while (here.isEmpty() && prefetch.isPresent()) {
            Optional<LoadedBlock> next = prefetch.get().next();
            if (next.isEmpty()) {
                break;
            }
            remember(next.get());
            here = next.filter(block -> block.has(position));
        }
        int most = Math.clamp(bytes, RemoteVideo.HEAD_BYTES, Block.MOST);
        return here.isPresent()
                ? here.get().from(position, most)
                : video.part(position, (int) Math.min(most, size() - position));
    }

    private void remember(LoadedBlock block) {
        loaded.addFirst(block);
        while (loaded.size() > BlockPlan.OPEN) {
            loaded.removeLast();
        }
    }

    @Override
    public void close() {
        prefetch.ifPresent(Prefetch::close);
    }
}

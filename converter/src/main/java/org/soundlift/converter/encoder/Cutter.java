package org.soundlift.converter.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives each block to the chunks that need it: its own, the one before for what lies ahead, the next one as preroll. */
final class Cutter {
    private final ChunkPlan plan;
    private final Consumer<Chunk> begun;
    private Optional<Chunk> before = Optional.empty();
    private Optional<Chunk> current = Optional.empty();
    private Optional<Chunk> next = Optional.empty();
    private long blocks;
    private long chunks;
    /** The first block of the current chunk, and the one behind its last. */
    private long begin;

    private long end;

    /** @param begun is given each chunk when there is something for its encoder to do */
    Cutter(ChunkPlan plan, Consumer<Chunk> begun) {
        this.plan = plan;
        this.begun = begun;
    }

    void add(Block block) {
        if (blocks == end) {
            begin = end;
            end += plan.chunkBlocks(begin);
            before = current;
            current = next.or(() -> Optional.of(beginChunk(begin)));
            next = Optional.empty();
        }
        if (blocks == end - plan.prerollBlocks()) {
            next = Optional.of(beginChunk(end));
        }
        List<Chunk> users = new ArrayList<>();
        before.ifPresent(users::add);
        current.ifPresent(users::add);
        next.ifPresent(users::add);
        block.share(users.size());
        users.forEach(chunk -> chunk.add(block));
        blocks++;
        if (blocks == begin + plan.tailBlocks()) {
            before.ifPresent(Chunk::end);
            before = Optional.empty();
        }
    }

    private Chunk beginChunk(long first) {
        long behind = first + plan.chunkBlocks(first);
        Chunk chunk = new Chunk(chunks++, first * plan.blockFrames(), behind * plan.blockFrames());
        begun.accept(chunk);
        return chunk;
    }

    /** No more blocks come. */
    void end() {
        before.ifPresent(Chunk::end);
        current.ifPresent(Chunk::endAsLast);
        next.ifPresent(Chunk::endAsVoid);
    }
}

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

    /** @param begun is given each chunk when there is something for its encoder to do */
    Cutter(ChunkPlan plan, Consumer<Chunk> begun) {
        this.plan = plan;
        this.begun = begun;
    }

    void add(Block block) {
        long number = blocks / plan.chunkBlocks();
        long offset = blocks % plan.chunkBlocks();
        blocks++;
        if (offset == 0) {
            before = current;
            current = next.or(() -> Optional.of(begin(number)));
            next = Optional.empty();
        }
        if (offset == plan.chunkBlocks() - plan.prerollBlocks()) {
            next = Optional.of(begin(number + 1));
        }
        List<Chunk> users = new ArrayList<>();
        before.ifPresent(users::add);
        current.ifPresent(users::add);
        next.ifPresent(users::add);
        block.share(users.size());
        users.forEach(chunk -> chunk.add(block));
        if (offset == plan.tailBlocks() - 1) {
            before.ifPresent(Chunk::end);
            before = Optional.empty();
        }
    }

    private Chunk begin(long number) {
        long frames = plan.chunkBlocks() * plan.blockFrames();
        Chunk chunk = new Chunk(number, number * frames, (number + 1) * frames);
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

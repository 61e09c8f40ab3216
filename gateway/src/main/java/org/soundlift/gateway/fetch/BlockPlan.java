package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Groups places of a file, which are known before they are read, into blocks. Sounds in tracks of their own may lie beside each other: a
 * place joins one of the latest blocks to which it is near.
 */
final class BlockPlan {
    /** Gaps below it are fetched as well, bytes: that takes no longer than another request, of which some are made at a time. */
    private static final int NEAR = 1 << 16;
    /** The blocks that may still grow, and so those that have to be kept while they are read. */
    static final int OPEN = 4;
    /** The most blocks of a plan: the whole file takes less time than more requests. */
    private static final int MOST_BLOCKS = 50_000;

    private final List<Block> blocks = new ArrayList<>();

    private static final class TooManyException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Notes what a stream reads of {@code ranges}, which sends nothing meanwhile. Empty if it lies in too many blocks. */
    static Optional<List<Block>> of(InputStream stream, RemoteRanges ranges) throws IOException {
        BlockPlan plan = new BlockPlan();
        ranges.note(plan);
        try (stream) {
            stream.transferTo(OutputStream.nullOutputStream());
            return Optional.of(plan.blocks);
        } catch (TooManyException e) {
            return Optional.empty();
        } finally {
            ranges.noteNoMore();
        }
    }

    void add(long position, int bytes) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new SourceException("It was ended.");
        }
        for (long at = position; at < position + bytes; at += Block.MOST) {
            addShort(at, Math.min(position + bytes, at + Block.MOST));
        }
        if (blocks.size() > MOST_BLOCKS) {
            throw new TooManyException();
        }
    }

    private void addShort(long begin, long end) {
        for (int i = blocks.size() - 1; i >= Math.max(0, blocks.size() - OPEN); i--) {
            Block before = blocks.get(i);
            boolean isNear = begin >= before.begin() && begin - before.end() < NEAR;
            if (isNear && end - before.begin() <= Block.MOST) {
                blocks.set(i, new Block(before.begin(), Math.max(before.end(), end)));
                return;
            }
        }
        blocks.add(new Block(begin, end));
    }
}

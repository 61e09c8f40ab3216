package org.soundlift.gateway.fetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fetches blocks in their order, some ahead: a server that is far away takes long to answer, and answers several at a time. */
final class Prefetch implements AutoCloseable {
    /** The most requests at a time. */
    static final int AHEAD = 6;

    private final RemoteVideo video;
    private final Iterator<Block> blocks;
    private final Deque<Future<LoadedBlock>> coming = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Prefetch(RemoteVideo video, List<Block> blocks) {
        this.video = video;
        this.blocks = blocks.iterator();
    }

    /** Returns the next block; empty behind the last. */
    Optional<LoadedBlock> next() throws SourceException {
        while (blocks.hasNext() && coming.size() < AHEAD) {
            Block block = blocks.next();
            coming.add(threads.submit(() -> new LoadedBlock(block.begin(), video.part(block.begin(), block.size()))));
        }
        return coming.isEmpty() ? Optional.empty() : Optional.of(await(coming.remove()));
    }

    private static LoadedBlock await(Future<LoadedBlock> block) throws SourceException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceException source) {
                throw source;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("It was ended.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

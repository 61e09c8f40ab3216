package org.soundlift.converter.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.soundlift.converter.mp3.EncoderSettings;

/**
 * The lanes that encode one sound, each a thread with an encoder: one in any case, more while there are idle cores and chunks that
 * no lane has begun. A lane that is free takes the next chunk. A lane that gets the chunk behind its last one goes on with the same
 * encoder, so that a lane alone encodes nothing twice.
 */
final class Lanes {
    private final Encoders encoders;
    private final EncoderSettings settings;
    private final Cores cores;
    private final ChunkPlan plan;
    private final BlockPool pool;
    private final FrameMerger merger;
    private final BlockingQueue<Optional<Chunk>> chunks = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean firstWaits = new AtomicBoolean();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    Lanes(
            Encoders encoders,
            EncoderSettings settings,
            Cores cores,
            ChunkPlan plan,
            BlockPool pool,
            FrameMerger merger) {
        this.encoders = encoders;
        this.settings = settings;
        this.cores = cores;
        this.plan = plan;
        this.pool = pool;
        this.merger = merger;
    }

    /** Has a chunk encoded, whose samples may still be coming. */
    void add(Chunk chunk) {
        boolean isFirstFree = firstWaits.get();
        chunks.add(Optional.of(chunk));
        if (threads.isEmpty()) {
            cores.take();
            start(true);
        } else if (!isFirstFree && working.get() < plan.lanes() && cores.tryTake()) {
            start(false);
        }
    }

    private void start(boolean first) {
        working.incrementAndGet();
        try {
            threads.add(Thread.ofPlatform().name("encoder").daemon().start(() -> run(first)));
        } catch (OutOfMemoryError noMoreThreads) {
            leave();
            if (first) {
                throw noMoreThreads;
            }
        }
    }

    private void run(boolean first) {
        try {
            Optional<Chunk> chunk = next(first);
            while (chunk.isPresent() && !hasFailed()) {
                Optional<Chunk> following = encode(chunk.get(), first);
                chunk = following.isPresent() ? following : next(first);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            fail(e);
        } finally {
            leave();
        }
    }

    private void leave() {
        working.decrementAndGet();
        cores.giveBack();
    }

    /** Returns the next chunk, if there is one for this lane; the first lane waits until there is, or all have ended. */
    private Optional<Chunk> next(boolean first) throws InterruptedException {
        return first && !hasFailed() ? keepEnd(take()) : poll(first);
    }

    /** Returns the next chunk, if one waits: an encoder that runs must not wait for a decoder that may be slow. */
    private Optional<Chunk> poll(boolean first) {
        if (hasFailed() || (!first && cores.isOverbooked())) {
            return Optional.empty();
        }
        Optional<Chunk> chunk = chunks.poll();
        return chunk == null ? Optional.empty() : keepEnd(chunk);
    }

    /** The sign of the end stays for the other lanes. */
    private Optional<Chunk> keepEnd(Optional<Chunk> chunk) {
        if (chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunk;
    }

    private Optional<Chunk> take() throws InterruptedException {
        firstWaits.set(true);
        Optional<Chunk> chunk = chunks.take();
        firstWaits.set(false);
        return chunk;
    }

    /** Encodes a chunk and those that follow it; returns the next one, which is for another encoder. */
    private Optional<Chunk> encode(Chunk begin, boolean first) throws IOException, InterruptedException {
        Segment segment = new Segment(settings, plan, pool, merger, begin, () -> poll(first));
        encoders.run(settings, segment.samples(), segment::accept, failed);
        segment.finish();
        return segment.following();
    }

    int working() {
        return working.get();
    }

    /** Ends all lanes soon; the first reason counts. */
    void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
        failed.complete(null);
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Waits until all is encoded; no more chunks may come, and all that came must have ended. */
    void finish() throws IOException, InterruptedException {
        chunks.add(Optional.empty());
        for (Thread thread : threads) {
            join(thread);
        }
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case Throwable e -> throw new IllegalStateException("the encoder failed", e);
        }
    }

    /** Not even an interruption lets it go on while a lane uses memory that will be freed. */
    private void join(Thread thread) {
        boolean ended = false;
        while (!ended) {
            try {
                thread.join();
                ended = true;
            } catch (InterruptedException e) {
                fail(e);
            }
        }
    }
}

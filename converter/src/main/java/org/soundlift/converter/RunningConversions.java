package org.soundlift.converter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.service.RecentlyUsed;

/**
 * The running conversions of this process, so that they can be canceled; and those that were canceled before they
 * came here.
 */
final class RunningConversions {
    private static final int REMEMBERED = 10_000;

    private final Map<CompletableFuture<Void>, ConversionRequested> running = new ConcurrentHashMap<>();
    private final Map<JobId, Integer> canceledAttempts = RecentlyUsed.map(REMEMBERED);
    private volatile boolean draining;
    private volatile boolean closed;

    /** The future of the conversion that begins: completes when it should end. */
    CompletableFuture<Void> begin(ConversionRequested request) {
        CompletableFuture<Void> canceled = new CompletableFuture<>();
        running.put(canceled, request);
        if (closed || isCanceled(request)) {
            canceled.complete(null);
        }
        return canceled;
    }

    void end(ConversionRequested request, CompletableFuture<Void> canceled) {
        running.remove(canceled, request);
    }

    void cancel(CancelRequested cancel) {
        canceledAttempts.put(cancel.jobId(), cancel.attempt());
        Set.copyOf(running.entrySet()).stream()
                .filter(entry -> isCanceled(entry.getValue()))
                .forEach(entry -> entry.getKey().complete(null));
    }

    List<JobId> jobs() {
        return running.values().stream().map(ConversionRequested::jobId).toList();
    }

    int count() {
        return running.size();
    }

    /** Returns true if its owner has canceled it. */
    boolean isCanceled(ConversionRequested request) {
        return canceledAttempts.getOrDefault(request.jobId(), 0) >= request.attempt();
    }

    /** The service is being closed: what fails from now on may have failed because of that. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    /** Ends everything that runs and whatever begins from now on. */
    void close() {
        draining = true;
        closed = true;
        running.keySet().forEach(canceled -> canceled.complete(null));
    }
}

package org.soundlift.gateway.tus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.upload.Intake;
import org.soundlift.gateway.upload.VideoReceiver;
import org.soundlift.http.ProblemException;

/**
 * Makes a job of an upload that is all there. It may be done again at any point at which a process dies.
 *
 * @param intake accepts it
 */
record Completion(Intake intake, Arrivals arrivals) {
    /**
     * Returns how many bytes are durable.
     *
     * @throws ProblemException {@code UPLOAD_NOT_FOUND} if its job was deleted
     */
    long durable(Arrival arrival) throws IOException {
        if (arrival.isDone()) {
            return intake.ledger()
                    .jobs()
                    .find(arrival.id())
                    .map(_ -> arrival.bytes())
                    .orElseThrow(Completion::gone);
        }
        MediaStore store = intake.store();
        OptionalLong whole = store.size(arrival.video());
        long arrived = whole.isPresent() ? whole.getAsLong() : store.arrived(arrival.video());
        // It may have become whole between both questions.
        return arrived < arrival.bytes() ? store.size(arrival.video()).orElse(arrived) : arrived;
    }

    private static ProblemException gone() {
        return new ProblemException(FailureCode.UPLOAD_NOT_FOUND);
    }

    /**
     * Only for the request that has the right to write.
     *
     * @throws ProblemException if it is no video; nothing of it stays
     */
    Job complete(Arrival before) throws IOException {
        Arrival arrival = arrivals.find(before.owner(), before.id()).orElseThrow(Completion::gone);
        if (arrival.isDone()) {
            return intake.ledger().jobs().find(arrival.id()).orElseThrow(Completion::gone);
        }
        MediaStore store = intake.store();
        if (store.size(arrival.video()).isEmpty()) {
            try (PartialMedia media = store.resume(arrival.video(), arrival.bytes())) {
                if (media.durable() != arrival.bytes()) {
                    throw new ProblemException(FailureCode.UPLOAD_OFFSET);
                }
                media.commit();
            }
        }
        try {
            VideoReceiver.requireVideo(head(arrival));
        } catch (ProblemException e) {
            store.delete(arrival.video());
            arrivals.delete(arrival.id());
            throw e;
        }
        Map<String, String> words = UploadMetadata.parse(arrival.metadata());
        Job job = intake.accept(arrival.id(), arrival.owner(), words, arrival.bytes());
        if (!arrivals.done(arrival.id())) { // Its owner has deleted it meanwhile.
            intake.ledger().delete(arrival.owner(), arrival.id());
            store.delete(arrival.video());
            throw gone();
        }
        return job;
    }

    private byte[] head(Arrival arrival) throws IOException {
        long length = Math.min(arrival.bytes(), MediaFormat.HEAD_BYTES);
        try (InputStream in = intake.store().read(arrival.video(), 0, length)) {
            return in.readAllBytes();
        }
    }
}

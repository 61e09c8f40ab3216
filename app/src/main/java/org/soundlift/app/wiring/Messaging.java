package org.soundlift.app.wiring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Service;

/** The queues and broadcasts that the services talk over, and what carries them. */
public record Messaging(
        Service carrier,
        WorkQueue<ConversionRequested> video,
        WorkQueue<ConversionFinished> ledger,
        WorkQueue<ConversionFinished> mp3,
        WorkQueue<ConversionFinished> webhook,
        Broadcast<ConversionProgress> progress,
        Broadcast<CancelRequested> cancels,
        Broadcast<JobChanged> changes,
        Broadcast<CallbackGone> gone,
        Fleet fleet) {
    /** Returns the dead letters of each queue, by its name. */
    Map<String, DeadLetters> dead() {
        Map<String, DeadLetters> dead = new LinkedHashMap<>();
        dead.put("video", video.dead());
        dead.put("ledger", ledger.dead());
        dead.put("mp3", mp3.dead());
        dead.put("webhook", webhook.dead());
        return dead;
    }
}

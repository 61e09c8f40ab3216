package org.soundlift.queue;

import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Service;
import org.soundlift.queue.json.MessageCodec;

/** A carrier of messages. Queues and broadcasts are to be asked for before it is started, and work once it is. */
public interface MessageCarrier extends Service {
    /** The work queue of that name. */
    <T> WorkQueue<T> queue(String name, MessageCodec<T> codec, RetryPolicy retries);

    /** The broadcast of that name. */
    <T> Broadcast<T> broadcast(String name, MessageCodec<T> codec);
}

package org.soundlift.queue.rabbitmq;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.queue.WorkQueueContract;
import org.soundlift.core.support.PrivateRabbitMq;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.ConversionRequestedCodec;

class RabbitWorkQueueIT extends WorkQueueContract {
    private static final RetryPolicy QUICK = new RetryPolicy(Duration.ofMillis(10), 2, Duration.ofMillis(20), 20);

    private final List<RabbitQueues> connections = new ArrayList<>();
    private String address = "";

    @BeforeEach
    void newVhost() throws Exception {
        address = PrivateRabbitMq.shared().newVhost();
    }

    @AfterEach
    void close() {
        connections.forEach(RabbitQueues::close);
    }

    @Override
    protected WorkQueue<ConversionRequested> connect() throws Exception {
        RabbitQueues queues = new RabbitQueues(URI.create(address), "test", Clock.systemUTC());
        connections.add(queues);
        WorkQueue<ConversionRequested> queue = queues.queue("video", new ConversionRequestedCodec(), QUICK);
        queues.start();
        return queue;
    }

    @Override
    protected void kill(WorkQueue<ConversionRequested> connection) {
        ((RabbitWorkQueue<ConversionRequested>) connection).abandon();
    }
}

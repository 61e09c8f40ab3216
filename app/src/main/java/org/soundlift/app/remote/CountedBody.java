package org.soundlift.app.remote;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.DoubleConsumer;

/**
 * A body of a request that says how much of it was taken.
 *
 * @param body whose length is known
 * @param sent hears of the fraction, 0 to 1
 */
record CountedBody(BodyPublisher body, DoubleConsumer sent) implements BodyPublisher {
    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
        body.subscribe(new Counting(to));
    }

    private final class Counting implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> to;
        private long bytes;

        Counting(Flow.Subscriber<? super ByteBuffer> to) {
            this.to = to;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer some) {
            bytes += some.remaining();
            sent.accept(Math.min(1, (double) bytes / Math.max(1, contentLength())));
            to.onNext(some);
        }

        @Override
        public void onError(Throwable cause) {
            to.onError(cause);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}

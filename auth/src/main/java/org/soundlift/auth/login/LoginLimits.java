package org.soundlift.auth.login;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.service.RecentlyUsed;

/**
 * Slows guessing down. Wrong passwords for an account from one network make that network wait longer and longer for
 * this account, and a network has a bucket of failures for all accounts together. Failures elsewhere do not count
 * against the owner of an account. From a network where the owner has logged in before, the wait stays short and the
 * bucket does not matter, so that a stranger in the same network can't lock the owner out.
 *
 * <p>Kept in memory: a restart forgives, and several auth processes count apart.
 */
public final class LoginLimits {
    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Duration LONGEST_DELAY_AT_HOME = Duration.ofSeconds(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);
    private static final int BUCKET_SIZE = 15;
    private static final Duration BUCKET_PACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(3);
    private static final int CAPACITY = 20_000;

    private final Clock clock;
    private final Map<Pair, Failures> failures = RecentlyUsed.map(CAPACITY);
    private final Map<String, Bucket> buckets = RecentlyUsed.map(CAPACITY);
    private final Map<Pair, Boolean> homes = RecentlyUsed.map(CAPACITY);
    private final Map<Pair, Integer> pending = new HashMap<>();

    private record Pair(String account, String network) {}

    private record Failures(int count, Instant last, Instant nextTry) {
        static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH);
    }

    /** Below zero it is in debt: by tries that it does not bind. */
    private record Bucket(double tokens, Instant at) {}

    public LoginLimits(Clock clock) {
        this.clock = clock;
    }

    /** Too many tries went before. */
    public static final class TooManyException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Duration delay;

        TooManyException(Duration delay) {
            super("next try in " + delay);
            this.delay = delay;
        }

        /** Returns the time to wait before another try. */
        public Duration delay() {
            return delay;
        }
    }

    /** A try that is being made. Closed without a word on how it ended, it never was. */
    public final class Attempt implements AutoCloseable {
        private final Pair pair;
        private boolean open = true;

        private Attempt(Pair pair) {
            this.pair = pair;
        }

        /** It was right: earlier failures are forgiven. */
        public void succeeded() {
            end(() -> {
                failures.remove(pair);
                homes.put(pair, true);
            });
        }

        /** It was wrong. */
        public void failed() {
            end(() -> {
                addFailure(pair);
                Instant now = clock.instant();
                buckets.put(pair.network(), new Bucket(tokens(pair.network(), now) - 1, now));
            });
        }

        @Override
        public void close() {
            end(() -> {});
        }

        private void end(Runnable effect) {
            synchronized (LoginLimits.this) {
                if (open) {
                    open = false;
                    effect.run();
                    pending.merge(pair, -1, (a, b) -> a + b == 0 ? null : a + b);
                    LoginLimits.this.notifyAll();
                }
            }
        }
    }

    /**
     * Begins a try. Tries at the same time wait for each other where they could become too many: then it matters how they
     * end.
     *
     * @throws TooManyException if it may not be made now
     */
    public synchronized Attempt begin(String account, String address) throws TooManyException, InterruptedException {
        Pair pair = new Pair(account, network(address));
        long deadline = System.nanoTime() + LONGEST_QUEUE.toNanos();
        while (couldBecomeTooMany(pair) && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        Duration delay = delay(pair);
        if (delay.isZero() && couldBecomeTooMany(pair)) {
            delay = LONGEST_QUEUE;
        }
        if (!delay.isZero()) {
            throw new TooManyException(delay);
        }
        pending.merge(pair, 1, Integer::sum);
        return new Attempt(pair);
    }

    private boolean couldBecomeTooMany(Pair pair) {
        int trying = pending.getOrDefault(pair, 0);
        return trying > 0 && failures(pair).count() + trying >= FREE_FAILURES;
    }

    private Duration delay(Pair pair) {
        Instant now = clock.instant();
        Instant nextTry = failures(pair).nextTry();
        if (nextTry.isAfter(now)) {
            return Duration.between(now, nextTry);
        }
        double tokens = tokens(pair.network(), now);
        return tokens >= 1 || isHome(pair)
                ? Duration.ZERO
                : Duration.ofMillis((long) ((1 - tokens) * BUCKET_PACE.toMillis()) + 1);
    }

    private boolean isHome(Pair pair) {
        return homes.get(pair) != null; // Unlike containsKey this counts as use.
    }

    private Failures failures(Pair pair) {
        Instant now = clock.instant();
        return Optional.ofNullable(failures.get(pair))
                .filter(f -> now.isBefore(f.last().plus(FORGIVEN_AFTER)))
                .orElse(Failures.NONE);
    }

    private void addFailure(Pair pair) {
        Instant now = clock.instant();
        int count = failures(pair).count() + 1;
        int doublings = Math.min(count - FREE_FAILURES, 10);
        Duration delay = doublings < 0 ? Duration.ZERO : Duration.ofSeconds(1L << doublings);
        Duration longest = isHome(pair) ? LONGEST_DELAY_AT_HOME : LONGEST_DELAY;
        failures.put(pair, new Failures(count, now, now.plus(delay.compareTo(longest) < 0 ? delay : longest)));
    }

    private double tokens(String network, Instant now) {
        return Optional.ofNullable(buckets.get(network))
                .map(bucket -> Math.min(
                        BUCKET_SIZE,
                        bucket.tokens()
                                + (double) Duration.between(bucket.at(), now).toMillis() / BUCKET_PACE.toMillis()))
                .orElse((double) BUCKET_SIZE);
    }

    /** One IPv4 address, or the /64 that one subscriber of IPv6 has. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}

package org.soundlift.auth.login;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.auth.login.LoginBuckets.Bucket;
import org.soundlift.auth.login.LoginTries.Failures;
import org.soundlift.auth.login.LoginTries.Pair;

/**
 * Slows guessing down. Wrong passwords for an account from one network make that network wait longer and longer for
 * this account, and a network has a bucket of failures for all accounts together. Failures elsewhere do not count
 * against the owner of an account. From a network where the owner has logged in before, the wait stays short and the
 * bucket does not matter, so that a stranger in the same network can't lock the owner out.
 *
 * <p>Kept in the database, so that several auth processes count together. Tries that are under way are known to their own
 * process alone.
 */
public final class LoginLimits {
    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Duration LONGEST_DELAY_AT_HOME = Duration.ofSeconds(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);
    private static final int BUCKET_SIZE = 15;
    private static final long FULL = BUCKET_SIZE * 1_000L;
    private static final Duration BUCKET_PACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(3);
    private static final Duration HOME_FORGOTTEN_AFTER = Duration.ofDays(180);
    private static final int MILLI = 1_000;

    private final LoginTries tries;
    private final LoginBuckets buckets;
    private final Clock clock;
    private final Map<Pair, Integer> pending = new HashMap<>();
    /** Tries that have ended. */
    private long ends;

    public LoginLimits(Jdbi jdbi, Clock clock) {
        this.tries = new LoginTries(jdbi);
        this.buckets = new LoginBuckets(jdbi);
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
            end(() -> tries.change(pair, _ -> new Failures(0, clock.instant(), Instant.EPOCH, true)));
        }

        /** It was wrong. */
        public void failed() {
            end(() -> {
                Instant now = clock.instant();
                tries.change(pair, old -> withFailure(old, now));
                buckets.change(pair.network(), new Bucket(FULL, now), old -> new Bucket(filled(old, now) - MILLI, now));
            });
        }

        @Override
        public void close() {
            end(() -> {});
        }

        private void end(Runnable effect) {
            if (!open) {
                return;
            }
            open = false;
            try {
                effect.run();
            } finally {
                ended(pair);
            }
        }
    }

    private synchronized void ended(Pair pair) {
        pending.merge(pair, -1, (a, b) -> a + b == 0 ? null : a + b);
        ends++;
        notifyAll();
    }

    /**
     * Begins a try. Tries at the same time wait for each other where they could become too many: then it matters how they
     * end.
     *
     * @throws TooManyException if it may not be made now
     */
    public Attempt begin(String account, String address) throws TooManyException, InterruptedException {
        Pair pair = new Pair(account, network(address));
        long deadline = System.nanoTime() + LONGEST_QUEUE.toNanos();
        while (true) {
            long seen = ends();
            Failures before = failures(pair);
            Duration delay = delay(pair, before);
            synchronized (this) { // The database is asked outside, for other tries would wait too.
                if (ends == seen && !couldBecomeTooMany(pair, before.count())) {
                    if (!delay.isZero()) {
                        throw new TooManyException(delay);
                    }
                    pending.merge(pair, 1, Integer::sum);
                    return new Attempt(pair);
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new TooManyException(delay.isZero() ? LONGEST_QUEUE : delay);
                }
                if (ends == seen) {
                    wait(Math.max(1, left / 1_000_000));
                }
            }
        }
    }

    private synchronized long ends() {
        return ends;
    }

    private boolean couldBecomeTooMany(Pair pair, int failures) {
        int trying = pending.getOrDefault(pair, 0);
        return trying > 0 && failures + trying >= FREE_FAILURES;
    }

    private Duration delay(Pair pair, Failures before) {
        Instant now = clock.instant();
        if (before.nextTry().isAfter(now)) { // Of a process whose clock is ahead it may be far away.
            Duration delay = Duration.between(now, before.nextTry());
            return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
        }
        long tokens =
                buckets.find(pair.network()).map(bucket -> filled(bucket, now)).orElse(FULL);
        return tokens >= MILLI || before.home()
                ? Duration.ZERO
                : Duration.ofMillis((MILLI - tokens) * BUCKET_PACE.toMillis() / MILLI + 1);
    }

    private Failures failures(Pair pair) {
        return remembered(tries.failures(pair), clock.instant());
    }

    private static Failures remembered(Failures failures, Instant now) {
        return now.isBefore(failures.last().plus(FORGIVEN_AFTER))
                ? failures
                : new Failures(0, failures.last(), Instant.EPOCH, failures.home());
    }

    private static Failures withFailure(Failures old, Instant now) {
        int count = remembered(old, now).count() + 1;
        int doublings = Math.min(count - FREE_FAILURES, 10);
        Duration delay = doublings < 0 ? Duration.ZERO : Duration.ofSeconds(1L << doublings);
        Duration longest = old.home() ? LONGEST_DELAY_AT_HOME : LONGEST_DELAY;
        return new Failures(count, now, now.plus(delay.compareTo(longest) < 0 ? delay : longest), old.home());
    }

    private static long filled(Bucket bucket, Instant now) {
        long since = Math.max(0, Duration.between(bucket.at(), now).toMillis());
        return Math.min(FULL, bucket.millitokens() + since * MILLI / BUCKET_PACE.toMillis());
    }

    /** Forgets what no longer matters. */
    public void forgetOld() {
        Instant now = clock.instant();
        tries.forget(now.minus(FORGIVEN_AFTER), now.minus(HOME_FORGOTTEN_AFTER));
        buckets.forget(now.minus(BUCKET_PACE.multipliedBy(BUCKET_SIZE)), now.minus(FORGIVEN_AFTER));
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

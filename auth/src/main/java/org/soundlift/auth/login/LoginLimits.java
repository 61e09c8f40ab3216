package org.soundlift.auth.login;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.soundlift.auth.verify.RecentlyUsed;

/**
 * Slows down those who guess. Wrong passwords for an account from one network make that network wait longer and longer
 * for this account, and a network has a bucket of failures for all accounts together. Nobody else's failures count
 * against the owner of an account; where the owner has logged in before, not even the bucket does.
 *
 * <p>Kept in memory: a restart forgives, and several auth processes count apart.
 */
public final class LoginLimits {
    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);
    private static final int BUCKET_SIZE = 15;
    private static final Duration BUCKET_PACE = Duration.ofSeconds(5);
    private static final int CAPACITY = 20_000;

    private final Clock clock;
    private final RecentlyUsed<Pair, Failures> failures = new RecentlyUsed<>(CAPACITY);
    private final RecentlyUsed<String, Bucket> buckets = new RecentlyUsed<>(CAPACITY);
    private final RecentlyUsed<Pair, Boolean> successes = new RecentlyUsed<>(CAPACITY);

    private record Pair(String account, String network) {}

    private record Failures(int count, Instant last, Instant nextTry) {}

    private record Bucket(double tokens, Instant at) {}

    public LoginLimits(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins a try, which counts as a failure until {@link #succeeded} is told: many at once gain nothing.
     *
     * @return how long to wait before another try, if this one may not be made; else zero
     */
    public synchronized Duration begin(String account, String address) {
        Instant now = clock.instant();
        Pair pair = new Pair(account, network(address));
        Duration wait = wait(pair, now);
        if (wait.isZero()) {
            addFailure(pair, now);
            take(pair.network(), now);
        }
        return wait;
    }

    private Duration wait(Pair pair, Instant now) {
        Instant nextTry = failures(pair, now).nextTry();
        double tokens = tokens(pair.network(), now);
        if (nextTry.isAfter(now)) {
            return Duration.between(now, nextTry);
        }
        return tokens >= 1 || successes.get(pair).isPresent()
                ? Duration.ZERO
                : Duration.ofMillis((long) ((1 - tokens) * BUCKET_PACE.toMillis()) + 1);
    }

    private Failures failures(Pair pair, Instant now) {
        return failures.get(pair)
                .filter(f -> now.isBefore(f.last().plus(FORGIVEN_AFTER)))
                .orElse(new Failures(0, now, now));
    }

    private void addFailure(Pair pair, Instant now) {
        int count = failures(pair, now).count() + 1;
        int doublings = Math.min(count - FREE_FAILURES, 10);
        Duration delay = doublings < 0 ? Duration.ZERO : Duration.ofSeconds(1L << doublings);
        Instant nextTry = now.plus(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
        failures.put(pair, new Failures(count, now, nextTry));
    }

    private double tokens(String network, Instant now) {
        return buckets.get(network)
                .map(bucket -> Math.min(
                        BUCKET_SIZE,
                        bucket.tokens()
                                + (double) Duration.between(bucket.at(), now).toMillis() / BUCKET_PACE.toMillis()))
                .orElse((double) BUCKET_SIZE);
    }

    private void take(String network, Instant now) {
        buckets.put(network, new Bucket(Math.max(0, tokens(network, now) - 1), now));
    }

    /** The try that was begun was right: it does not count, and earlier failures are forgiven. */
    public synchronized void succeeded(String account, String address) {
        Pair pair = new Pair(account, network(address));
        failures.remove(pair);
        successes.put(pair, true);
        Instant now = clock.instant();
        buckets.put(pair.network(), new Bucket(Math.min(BUCKET_SIZE, tokens(pair.network(), now) + 1), now));
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

package org.soundlift.auth.password;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.ProblemException;

/**
 * Hashes passwords, a few at a time: each hash takes 19 MiB and some 50 ms of a core. Callers that would have to wait
 * too long are refused at once, so that a flood of logins can neither use up the memory nor stop the rest of the
 * service.
 */
public final class PasswordHasher implements AutoCloseable {
    /** The memory of one hash while it is computed, bytes. */
    public static final long BYTES_PER_HASH = PasswordHash.COST.kibibytes() * 1_024L;

    private static final int WAITING_PER_THREAD = 15;
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The hash of an unknown password: checked where there is no account, so that this takes as long. */
    private static final PasswordHash NOBODY = PasswordHash.of(Long.toHexString(RANDOM.nextLong()), salt());

    private final ExecutorService threads;
    private final Semaphore room;

    /** @param atATime how many hashes are computed at the same time */
    public PasswordHasher(int atATime) {
        // Platform threads: on virtual ones, hashes would hold the carriers that all requests share.
        threads = Executors.newFixedThreadPool(
                atATime, Thread.ofPlatform().daemon().name("argon2-", 0).factory());
        room = new Semaphore(atATime * (1 + WAITING_PER_THREAD));
    }

    private static byte[] salt() {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /**
     * The PHC string of a password.
     *
     * @throws ProblemException {@code UNAVAILABLE} if too many hashes wait already
     */
    public String hash(String password) {
        return compute(
                () -> PasswordHash.of(PasswordRules.normalize(password), salt()).toString());
    }

    /**
     * Returns true if a password is that of the hash. Without a hash the answer is false, and takes as long.
     *
     * @throws ProblemException {@code UNAVAILABLE} if too many hashes wait already
     */
    public boolean matches(String password, Optional<String> phc) {
        Optional<PasswordHash> hash = phc.flatMap(PasswordHash::parse);
        boolean same = compute(() -> hash.orElse(NOBODY).matches(PasswordRules.normalize(password)));
        return same && hash.isPresent();
    }

    /**
     * Returns the defect of a new password, for people; empty if it is good.
     *
     * @throws ProblemException {@code UNAVAILABLE} if too many passwords wait already
     */
    public Optional<String> defect(String password, EmailAddress owner) {
        return compute(() -> PasswordRules.defect(password, owner));
    }

    /** Returns true if a hash should be made anew when its password is known. */
    public boolean isOutdated(String phc) {
        return PasswordHash.parse(phc).map(PasswordHash::isOutdated).orElse(true);
    }

    private <T> T compute(Supplier<T> work) {
        if (!room.tryAcquire()) {
            throw ProblemException.retryAfter(FailureCode.UNAVAILABLE, BUSY);
        }
        try {
            return threads.submit(work::get).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.retryAfter(FailureCode.UNAVAILABLE, BUSY);
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

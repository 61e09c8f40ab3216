package org.soundlift.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Optional<Duration> retryAfter;

    public ProblemException(FailureCode code) {
        this(Problem.of(code));
    }

    /** @param detail one sentence for the sender */
    public ProblemException(FailureCode code, String detail) {
        this(new Problem(new Failure(code, detail), List.of()));
    }

    /** A request that fails for the reason for which its job failed. */
    public ProblemException(Failure failure) {
        this(new Problem(failure, List.of()));
    }

    public ProblemException(Problem problem) {
        this(problem, Optional.empty());
    }

    private ProblemException(Problem problem, Optional<Duration> retryAfter) {
        super(problem.failure().code() + ": " + problem.failure().detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** A problem that will be over after a while. */
    public static ProblemException retryAfter(FailureCode code, Duration delay) {
        return retryAfter(Failure.of(code), delay);
    }

    /** A problem that will be over after a while, in words of its own. */
    public static ProblemException retryAfter(Failure failure, Duration delay) {
        return new ProblemException(new Problem(failure, List.of()), Optional.of(delay));
    }

    /** Returns the time to wait before trying again, where that is known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        return problem;
    }
}

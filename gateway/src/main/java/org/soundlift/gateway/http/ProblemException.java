package org.soundlift.gateway.http;

import java.util.List;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(FailureCode code) {
        this(Problem.of(code));
    }

    /** @param detail one sentence for the sender */
    public ProblemException(FailureCode code, String detail) {
        this(new Problem(new Failure(code, detail), List.of()));
    }

    public ProblemException(Problem problem) {
        super(problem.failure().code() + ": " + problem.failure().detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}

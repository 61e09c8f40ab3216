package org.soundlift.core.job;

/**
 * Why a job failed, as its owner may read it.
 *
 * @param detail one sentence without paths, SQL, stack traces or the output of other programs
 */
public record Failure(FailureCode code, String detail) {
    public static Failure of(FailureCode code) {
        return new Failure(code, code.sentence());
    }
}

package org.soundlift.core.service;

/** Whether a service works. */
public sealed interface CheckResult {
    CheckResult OK = new Ok();

    /** It works. */
    record Ok() implements CheckResult {}

    /** Those who ask are served, but not all that follows gets done; {@code reason} is as for {@link Failing}. */
    record Degraded(String reason) implements CheckResult {}

    /** It does not work; {@code reason} is for the operator and holds no secrets. */
    record Failing(String reason) implements CheckResult {}
}

package org.soundlift.core.service;

/** The health of a service. */
public sealed interface CheckResult {
    CheckResult OK = new Ok();
    CheckResult STARTING = new Starting();

    /** It works. */
    record Ok() implements CheckResult {}

    /** It has not been started yet, which is no fault. */
    record Starting() implements CheckResult {}

    /** Requests are served, but some of the work that follows waits; {@code reason} is as for {@link Failing}. */
    record Degraded(String reason) implements CheckResult {}

    /** It does not work; {@code reason} is for the operator and holds no secrets. */
    record Failing(String reason) implements CheckResult {}
}

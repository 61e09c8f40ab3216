package org.soundlift.gateway.access;

/** The use of accounts. */
public enum AccountMode {
    /** There are none: all callers share all jobs. */
    OFF,
    /** Accounts may be used; anonymous jobs are open to any caller that knows their ids. */
    OPTIONAL,
    /** Nothing can be done without one. */
    REQUIRED;

    /** Returns true if the id of an anonymous job is the key to it. */
    public boolean anonymousIdsAreKeys() {
        return this != REQUIRED;
    }
}

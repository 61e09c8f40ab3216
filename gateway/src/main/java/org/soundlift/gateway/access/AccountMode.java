package org.soundlift.gateway.access;

/** Whether those who use the service have accounts. */
public enum AccountMode {
    /** There are none: everyone who reaches the service shares all jobs. */
    OFF,
    /** Who has one may use it; jobs of others belong to whoever knows their ids. */
    OPTIONAL,
    /** Nobody does anything without one. */
    REQUIRED;

    /** Whether the id of an anonymous job is the key to it. */
    public boolean anonymousIdsAreKeys() {
        return this != REQUIRED;
    }
}

package org.soundlift.gateway.jobs;

/** Whom a job belongs to. */
public record Owner(String name) {
    /** Nobody: the job's id is the key to it. */
    public static final Owner ANONYMOUS = new Owner("anonymous");
}

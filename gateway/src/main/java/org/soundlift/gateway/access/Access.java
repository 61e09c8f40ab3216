package org.soundlift.gateway.access;

import io.javalin.security.RouteRole;

/** What an address asks of those who use it. */
public enum Access implements RouteRole {
    /** Nothing. */
    OPEN,
    /** To be somebody who may see jobs. */
    READ_JOBS,
    /** To be somebody who may make and change jobs. */
    WRITE_JOBS
}

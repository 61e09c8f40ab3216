package org.soundlift.gateway.access;

import io.javalin.security.RouteRole;

/** The access that a route asks for. */
public enum Access implements RouteRole {
    /** Nothing. */
    OPEN,
    /** A caller that may see jobs. */
    READ_JOBS,
    /** A caller that may make and change jobs. */
    WRITE_JOBS,
    /** An administrator with a session of its own; where there are no accounts, a caller at this machine. */
    ADMIN
}

/**
 * The id of each request: in its answer, in the log, and in what comes of it.
 *
 * <p>Read {@link org.soundlift.http.trace.RequestTrace} first.
 *
 * <p>Knows Javalin, and the traces of core.
 *
 * <p>Must never refuse a request.
 */
package org.soundlift.http.trace;

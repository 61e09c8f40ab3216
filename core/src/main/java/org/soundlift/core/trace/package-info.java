/**
 * The trace that a piece of work belongs to, from the request that asked for it to the last message about it.
 *
 * <p>Read {@link org.soundlift.core.trace.TraceContext} first.
 *
 * <p>Knows nothing else.
 *
 * <p>Must never decide how work is done: without traces everything goes on.
 */
package org.soundlift.core.trace;

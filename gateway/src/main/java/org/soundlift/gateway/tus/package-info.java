/**
 * Uploads that arrive in pieces, and go on after any interruption: the tus protocol 1.0.0.
 *
 * <p>Read {@link org.soundlift.gateway.tus.TusRoutes} first.
 *
 * <p>Knows the media store, the ledger, and what every new job needs ({@code upload}).
 *
 * <p>Must never tell an offset that is not durable, nor let two requests write one upload.
 */
@NullMarked
package org.soundlift.gateway.tus;

import org.jspecify.annotations.NullMarked;

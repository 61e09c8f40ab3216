/**
 * The way of accepted jobs into queue {@code video}.
 *
 * <p>Read {@link org.soundlift.gateway.relay.OutboxRelay} first.
 *
 * <p>Knows the ledger and the queue.
 *
 * <p>Must never know Javalin.
 */
package org.soundlift.gateway.relay;

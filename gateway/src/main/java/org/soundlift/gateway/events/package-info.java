/**
 * Server-sent events about jobs.
 *
 * <p>Read {@link org.soundlift.gateway.events.EventsRoute} first.
 *
 * <p>Knows ledger, access and status.
 *
 * <p>Must never send a state that is not durable.
 */
package org.soundlift.gateway.events;

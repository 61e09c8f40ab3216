/**
 * The status of a job as JSON, and the route that waits for its end.
 *
 * <p>Read {@link org.soundlift.gateway.status.StatusBody} first.
 *
 * <p>Knows ledger and access.
 *
 * <p>Must never change a job.
 */
package org.soundlift.gateway.status;

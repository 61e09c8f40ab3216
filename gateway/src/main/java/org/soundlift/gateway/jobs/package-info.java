/**
 * The routes that list and change jobs.
 *
 * <p>Read {@link org.soundlift.gateway.jobs.JobRoutes} first.
 *
 * <p>Knows ledger, access and status.
 *
 * <p>Must never change a job but through the ledger.
 */
package org.soundlift.gateway.jobs;

/**
 * The view and the tools of administrators.
 *
 * <p>Read {@link org.soundlift.gateway.admin.AdminRoutes} first.
 *
 * <p>Knows the ledger, dead letters, converters, and the routes of jobs.
 *
 * <p>Must never change a job but through the ledger, nor anything without a note in the audit log.
 */
package org.soundlift.gateway.admin;

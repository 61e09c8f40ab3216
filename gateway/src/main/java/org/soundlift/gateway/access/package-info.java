/**
 * The caller of a request, and the access of each route.
 *
 * <p>Read {@link org.soundlift.gateway.access.AccessControl} first.
 *
 * <p>Knows ledger owners and the authenticator.
 *
 * <p>Must never look at a job.
 */
package org.soundlift.gateway.access;

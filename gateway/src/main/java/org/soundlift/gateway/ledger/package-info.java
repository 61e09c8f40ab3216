/**
 * The ledger of jobs: the one place where jobs change.
 *
 * <p>Read {@link org.soundlift.gateway.ledger.Ledger} first.
 *
 * <p>Knows the database, the store and the queues.
 *
 * <p>Must never know Javalin.
 */
package org.soundlift.gateway.ledger;

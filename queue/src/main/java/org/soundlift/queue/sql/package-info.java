/**
 * The queue in the database.
 *
 * <p>Read {@link org.soundlift.queue.sql.SqlQueues} first.
 *
 * <p>Knows json and JDBI.
 *
 * <p>Must never deliver a message that another process has claimed.
 */
package org.soundlift.queue.sql;

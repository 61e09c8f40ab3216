/**
 * Tells owners nothing, and writes the end into the log.
 *
 * <p>Read {@link org.soundlift.notification.log.LogNotifier} first.
 *
 * <p>Knows core.
 *
 * <p>Must never fail.
 */
package org.soundlift.notification.log;

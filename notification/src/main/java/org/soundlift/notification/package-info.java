/**
 * The notification service: tells owners that a job has ended.
 *
 * <p>Read {@link org.soundlift.notification.NotificationService} first.
 *
 * <p>Knows the ports.
 *
 * <p>Must never lose an end.
 */
package org.soundlift.notification;

/**
 * Tells owners by e-mail.
 *
 * <p>Read {@link org.soundlift.notification.smtp.SmtpNotifier} first.
 *
 * <p>Knows Jakarta Mail.
 *
 * <p>Must never send a mail without a link that its reader can follow.
 */
package org.soundlift.notification.smtp;

/**
 * Tells programs of owners by Standard Webhooks.
 *
 * <p>Read {@link org.soundlift.notification.webhook.WebhookSender} first.
 *
 * <p>Knows HTTP to public hosts.
 *
 * <p>Must never reach a private network.
 */
package org.soundlift.notification.webhook;

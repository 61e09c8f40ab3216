/**
 * The webhook URLs of owners.
 *
 * <p>Read {@link org.soundlift.gateway.webhook.WebhookRoutes} first.
 *
 * <p>Knows ledger owners and access.
 *
 * <p>Must never send a webhook.
 */
package org.soundlift.gateway.webhook;

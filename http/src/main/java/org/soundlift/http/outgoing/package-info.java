/**
 * Requests to hosts that users name.
 *
 * <p>Read {@link org.soundlift.http.outgoing.PublicHttp} first.
 *
 * <p>Knows no service.
 *
 * <p>Must never connect to an IP address that was not checked.
 */
package org.soundlift.http.outgoing;

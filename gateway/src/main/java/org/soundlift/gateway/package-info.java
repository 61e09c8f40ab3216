/**
 * The gateway: the service that users reach.
 *
 * <p>Read {@link org.soundlift.gateway.Gateway} first.
 *
 * <p>Knows its rooms and the ports.
 *
 * <p>Must never know another service or an adapter.
 */
package org.soundlift.gateway;

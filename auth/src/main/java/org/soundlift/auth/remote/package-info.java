/**
 * The auth service for gateways in other processes.
 *
 * <p>Read {@link org.soundlift.auth.remote.RemoteAuth} first.
 *
 * <p>Knows HTTP between the two.
 *
 * <p>Must never know the tables.
 */
package org.soundlift.auth.remote;

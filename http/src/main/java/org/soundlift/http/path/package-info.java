/**
 * The path below which users reach the service, where its host is not for it alone.
 *
 * <p>Read {@link org.soundlift.http.path.PathPrefix} first.
 *
 * <p>Knows no route.
 *
 * <p>Must never make an address on another host.
 */
package org.soundlift.http.path;

/**
 * The path below which users reach the service, where its host is not for it alone.
 *
 * <p>Read {@link org.soundlift.http.path.PathPrefix} first.
 *
 * <p>Knows no route.
 *
 * <p>Must never lead anybody to another host.
 */
package org.soundlift.http.path;

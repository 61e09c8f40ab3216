/**
 * What the service manager hears of the process that it has started.
 *
 * <p>Read {@link org.soundlift.app.systemd.ServiceManager} first.
 *
 * <p>Knows the JDK.
 *
 * <p>Must never know a service.
 */
package org.soundlift.app.systemd;

/**
 * The notifications of a process to the service manager that has started it.
 *
 * <p>Read {@link org.soundlift.app.systemd.ServiceManager} first.
 *
 * <p>Knows the JDK.
 *
 * <p>Must never know a service.
 */
package org.soundlift.app.systemd;

/**
 * The life of a service, and small tools that several modules need.
 *
 * <p>Read {@link org.soundlift.core.service.Service} first.
 *
 * <p>Knows the JDK.
 *
 * <p>Must never know a service.
 */
package org.soundlift.core.service;

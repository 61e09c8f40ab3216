/**
 * The converters of a service, as operators see them.
 *
 * <p>Read {@link org.soundlift.core.fleet.ConverterReport} first.
 *
 * <p>Knows jobs and broadcasts.
 *
 * <p>Must never know a queue of work.
 */
package org.soundlift.core.fleet;

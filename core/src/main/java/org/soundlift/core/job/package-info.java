/**
 * The vocabulary of jobs, and the messages about them.
 *
 * <p>Read {@link org.soundlift.core.job.ConversionRequested} first.
 *
 * <p>Knows media.
 *
 * <p>Must never do I/O.
 */
package org.soundlift.core.job;

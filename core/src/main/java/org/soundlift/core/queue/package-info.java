/**
 * The ports of messages: work queues and broadcasts.
 *
 * <p>Read {@link org.soundlift.core.queue.WorkQueue} first.
 *
 * <p>Knows the JDK.
 *
 * <p>Must never know a broker.
 */
package org.soundlift.core.queue;

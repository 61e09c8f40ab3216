/**
 * The common parts of the queue adapters.
 *
 * <p>Read {@link org.soundlift.queue.MessageHandler} first.
 *
 * <p>Knows core.
 *
 * <p>Must never lose a message.
 */
package org.soundlift.queue;

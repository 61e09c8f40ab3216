/**
 * The JSON of messages; docs/messages.md lists it.
 *
 * <p>Read {@link org.soundlift.queue.json.MessageJson} first.
 *
 * <p>Knows core.
 *
 * <p>Must never drop a member that an older version needs.
 */
package org.soundlift.queue.json;

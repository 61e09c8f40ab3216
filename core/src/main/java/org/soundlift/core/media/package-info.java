/**
 * The vocabulary of media, and the port of their store.
 *
 * <p>Read {@link org.soundlift.core.media.MediaStore} first.
 *
 * <p>Knows service, options and track.
 *
 * <p>Must never know a file.
 */
package org.soundlift.core.media;

/**
 * Media in a folder.
 *
 * <p>Read {@link org.soundlift.storage.filesystem.FilesystemMediaStore} first.
 *
 * <p>Knows core.
 *
 * <p>Must never show a file that is not whole.
 */
package org.soundlift.storage.filesystem;

/**
 * Files of this machine: many conversions at a time, what may be written where, and folders for what is not finished.
 *
 * <p>Read {@link org.soundlift.converter.files.FileConversions} first.
 *
 * <p>Knows convert.
 *
 * <p>Must never overwrite a video.
 */
package org.soundlift.converter.files;

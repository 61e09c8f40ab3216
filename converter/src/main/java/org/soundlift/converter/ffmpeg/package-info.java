/**
 * Finds FFmpeg and runs it confined: pipes, time, progress.
 *
 * <p>Read {@link org.soundlift.converter.ffmpeg.Ffmpeg} first.
 *
 * <p>Knows sandbox.
 *
 * <p>Must never give FFmpeg a file name.
 */
package org.soundlift.converter.ffmpeg;

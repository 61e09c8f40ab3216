/**
 * The sound of Matroska and WebM files (RFC 9559) as it is. Nothing is decoded; conversions that decode leave these files to FFmpeg.
 *
 * <p>Read {@link org.soundlift.converter.matroska.MatroskaSound} first.
 *
 * <p>Knows lift, timeline, and the options of core.
 *
 * <p>Must never trust a size that the file tells.
 */
package org.soundlift.converter.matroska;

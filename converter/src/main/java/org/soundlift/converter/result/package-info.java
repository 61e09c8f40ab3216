/**
 * The result of a conversion as its owner gets it: what was measured, and the file with its labels.
 *
 * <p>Read {@link org.soundlift.converter.result.ConvertedAudio} first.
 *
 * <p>Knows mp3, lift, and label.
 *
 * <p>Must never know how the sound was made.
 */
package org.soundlift.converter.result;

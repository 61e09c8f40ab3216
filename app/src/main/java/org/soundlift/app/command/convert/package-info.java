/**
 * {@code soundlift convert}: files on this machine without a server.
 *
 * <p>Read {@link org.soundlift.app.command.convert.ConvertCommand} first.
 *
 * <p>Knows the converter and the settings.
 *
 * <p>Must never write anything but MP3s, and no half one.
 */
package org.soundlift.app.command.convert;

/**
 * {@code soundlift convert}: files, by this machine or by a server.
 *
 * <p>Read {@link org.soundlift.app.command.convert.ConvertCommand} first.
 *
 * <p>Knows the converter, the client of a server, and the settings.
 *
 * <p>Must never write anything but MP3s, and no half one.
 */
package org.soundlift.app.command.convert;

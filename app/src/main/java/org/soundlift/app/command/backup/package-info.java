/**
 * The commands that copy everything that is kept into a folder, and make an installation of it.
 *
 * <p>Read {@link org.soundlift.app.command.backup.ExportCommand} first.
 *
 * <p>Knows the command line and settings.
 *
 * <p>Must never know what a backup is made of.
 */
package org.soundlift.app.command.backup;

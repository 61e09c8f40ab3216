/**
 * The commands, their options and what they print.
 *
 * <p>Read {@link org.soundlift.app.command.ServeCommand} first.
 *
 * <p>Knows settings, wiring and doctor.
 *
 * <p>Must never know an adapter.
 */
package org.soundlift.app.command;

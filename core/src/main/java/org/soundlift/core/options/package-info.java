/**
 * Everything that a user can ask of the sound: one vocabulary for the HTTP interface, the command line, messages, the ledger and
 * the documentation.
 *
 * <p>Read {@link org.soundlift.core.options.AudioOption} first.
 *
 * <p>Knows track.
 *
 * <p>Must never carry an option out.
 */
package org.soundlift.core.options;

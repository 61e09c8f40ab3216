/**
 * Puts the parts of a process together.
 *
 * <p>Read {@link org.soundlift.app.wiring.Wiring} first.
 *
 * <p>Knows all modules, and alone the adapters.
 *
 * <p>Must never open anything before Soundlift.start.
 */
package org.soundlift.app.wiring;

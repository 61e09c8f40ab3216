/**
 * The checks of soundlift doctor, one per part.
 *
 * <p>Read {@link org.soundlift.app.doctor.Doctor} first.
 *
 * <p>Knows settings and wiring.
 *
 * <p>Must never change anything.
 */
package org.soundlift.app.doctor;

/**
 * The program: one command line for all services.
 *
 * <p>Read {@link org.soundlift.app.Main} first.
 *
 * <p>Knows every other module.
 *
 * <p>Must never be seen by any of them.
 */
package org.soundlift.app;

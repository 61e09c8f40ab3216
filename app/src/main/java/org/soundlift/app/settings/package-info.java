/**
 * Every setting, declared once in its group, and the check that refuses unsafe ones.
 *
 * <p>Read {@link org.soundlift.app.settings.Settings} first.
 *
 * <p>Knows the types that settings stand for.
 *
 * <p>Must never open anything.
 */
package org.soundlift.app.settings;

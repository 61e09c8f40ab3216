/**
 * The log-in, and the limits on guessing.
 *
 * <p>Read {@link org.soundlift.auth.login.Login} first.
 *
 * <p>Knows accounts and password.
 *
 * <p>Must never store an attempt.
 */
package org.soundlift.auth.login;

/**
 * The log-in, and the limits on guessing.
 *
 * <p>Read {@link org.soundlift.auth.login.Login} first.
 *
 * <p>Knows accounts and password.
 *
 * <p>Must never store a password, or the address that was tried.
 */
package org.soundlift.auth.login;

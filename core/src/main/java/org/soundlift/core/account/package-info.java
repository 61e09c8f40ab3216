/**
 * The vocabulary and the port of accounts.
 *
 * <p>Read {@link org.soundlift.core.account.Authenticator} first.
 *
 * <p>Knows the JDK.
 *
 * <p>Must never do I/O.
 */
package org.soundlift.core.account;

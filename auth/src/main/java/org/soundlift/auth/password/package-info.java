/**
 * The hashes and the rules of passwords.
 *
 * <p>Read {@link org.soundlift.auth.password.PasswordHasher} first.
 *
 * <p>Knows Argon2id and zxcvbn.
 *
 * <p>Must never keep a password.
 */
package org.soundlift.auth.password;

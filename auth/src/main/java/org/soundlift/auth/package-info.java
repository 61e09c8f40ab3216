/**
 * The auth service: accounts, passwords, tokens.
 *
 * <p>Read {@link org.soundlift.auth.Auth} first.
 *
 * <p>Knows its rooms and the database.
 *
 * <p>Must never know another service.
 */
package org.soundlift.auth;

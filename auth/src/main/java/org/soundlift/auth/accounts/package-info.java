/**
 * The tables of accounts and API keys.
 *
 * <p>Read {@link org.soundlift.auth.accounts.Accounts} first.
 *
 * <p>Knows the database.
 *
 * <p>Must never know HTTP or tokens.
 */
package org.soundlift.auth.accounts;

/**
 * The work of operators on accounts.
 *
 * <p>Read {@link org.soundlift.auth.administration.Administration} first.
 *
 * <p>Knows accounts and passwords.
 *
 * <p>Must never know HTTP.
 */
package org.soundlift.auth.administration;

/**
 * Makes access tokens, keeps signing keys and revocations.
 *
 * <p>Read {@link org.soundlift.auth.token.LocalAuthority} first.
 *
 * <p>Knows accounts and verify.
 *
 * <p>Must never hand out a private key.
 */
package org.soundlift.auth.token;

/**
 * Checks tokens in the process of the gateway.
 *
 * <p>Read {@link org.soundlift.auth.verify.TokenAuthenticator} first.
 *
 * <p>Knows published keys and revocations.
 *
 * <p>Must never need the auth service for each request.
 */
package org.soundlift.auth.verify;

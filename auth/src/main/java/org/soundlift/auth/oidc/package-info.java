/**
 * Tokens of another issuer (OpenID Connect).
 *
 * <p>Read {@link org.soundlift.auth.oidc.ExternalIssuer} first.
 *
 * <p>Knows the issuer's published keys.
 *
 * <p>Must never trust a URL in a token.
 */
package org.soundlift.auth.oidc;

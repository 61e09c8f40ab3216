package org.soundlift.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.oidc.ExternalIssuer.Subject;
import org.soundlift.auth.oidc.LoginRefusedException.Reason;
import org.soundlift.core.account.AuthUnavailableException;

/**
 * Has a browser log in at an issuer: the authorization code flow of OpenID Connect (Core 1.0, §3.1) with PKCE (RFC 7636). Two
 * requests: one that leads the browser to the issuer, and one with which it comes back.
 */
public final class AuthorizationCodeFlow {
    private static final int TIMEOUT_MS = 5_000;

    private final URI issuer;
    private final Client client;
    private volatile Optional<Known> known = Optional.empty();

    /**
     * What the issuer knows us as.
     *
     * @param secret empty for a public client
     * @param callback where browsers come back to, as it is registered at the issuer
     */
    public record Client(String id, Optional<String> secret, URI callback) {
        private ClientID clientId() {
            return new ClientID(id);
        }
    }

    /** What the issuer's discovery document says, and the validator of its ID tokens. */
    private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    public AuthorizationCodeFlow(URI issuer, Client client) {
        this.issuer = issuer;
        this.client = client;
    }

    /**
     * Returns the address at the issuer that the browser is to go to.
     *
     * @throws AuthUnavailableException if the issuer can't be asked
     */
    public URI begin(LoginSecrets secrets) throws AuthUnavailableException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "email"), client.clientId(), client.callback())
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(secrets.state())
                .nonce(secrets.nonce())
                .codeChallenge(secrets.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Returns who has logged in.
     *
     * @param secrets of the log-in that this browser has begun
     * @param parameters of the request with which it comes back
     * @throws LoginRefusedException if it has not logged in, or if what it brings is not to be believed
     * @throws AuthUnavailableException if the issuer can't be asked
     */
    public Subject finish(LoginSecrets secrets, Map<String, List<String>> parameters)
            throws LoginRefusedException, AuthUnavailableException {
        try {
            AuthenticationSuccessResponse answer = answer(secrets, parameters);
            OIDCTokens tokens = tokens(secrets, answer);
            IDTokenClaimsSet claims = known().validator().validate(tokens.getIDToken(), secrets.nonce());
            return new Subject(
                    claims.getSubject().getValue(),
                    email(claims, tokens),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | BadJOSEException | IllegalArgumentException e) {
            throw new LoginRefusedException(Reason.FAILED, String.valueOf(e.getMessage()), e);
        } catch (JOSEException | IOException e) {
            throw new AuthUnavailableException("the issuer " + issuer + " can't be asked", e);
        }
    }

    private AuthenticationSuccessResponse answer(LoginSecrets secrets, Map<String, List<String>> parameters)
            throws LoginRefusedException, ParseException, AuthUnavailableException {
        AuthenticationResponse answer = AuthenticationResponseParser.parse(client.callback(), parameters);
        if (!secrets.state().equals(answer.getState())) {
            throw new LoginRefusedException(Reason.EXPIRED, "the state is that of another log-in");
        }
        Issuer named = answer.getIssuer(); // RFC 9207
        if (named != null && !named.equals(known().metadata().getIssuer())) {
            throw new LoginRefusedException(Reason.FAILED, "the answer is that of another issuer");
        }
        if (answer instanceof AuthenticationErrorResponse error) {
            ErrorObject reason = error.getErrorObject();
            throw new LoginRefusedException(
                    OAuth2Error.ACCESS_DENIED.equals(reason) ? Reason.DENIED : Reason.FAILED,
                    reason.getCode() + ": " + reason.getDescription());
        }
        AuthenticationSuccessResponse success = answer.toSuccessResponse();
        if (success.getAuthorizationCode() == null) {
            throw new LoginRefusedException(Reason.FAILED, "the browser brings no code");
        }
        return success;
    }

    private OIDCTokens tokens(LoginSecrets secrets, AuthenticationSuccessResponse answer)
            throws LoginRefusedException, ParseException, IOException, AuthUnavailableException {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(answer.getAuthorizationCode(), client.callback(), secrets.verifier());
        URI endpoint = known().metadata().getTokenEndpointURI();
        Optional<ClientAuthentication> authentication = authentication();
        TokenRequest request = authentication.isPresent()
                ? new TokenRequest.Builder(endpoint, authentication.get(), grant).build()
                : new TokenRequest.Builder(endpoint, client.clientId(), grant).build();
        var response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
        if (response instanceof OIDCTokenResponse success
                && success.getOIDCTokens().getIDToken() != null) {
            return success.getOIDCTokens();
        }
        throw new LoginRefusedException(
                Reason.FAILED,
                response.indicatesSuccess()
                        ? "the issuer gives no ID token"
                        : "the issuer refuses the code: "
                                + response.toErrorResponse().getErrorObject().getCode());
    }

    private Optional<ClientAuthentication> authentication() throws AuthUnavailableException {
        List<ClientAuthenticationMethod> methods = known().metadata().getTokenEndpointAuthMethods();
        boolean basic = methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return client.secret()
                .map(Secret::new)
                .map(secret -> basic
                        ? new ClientSecretBasic(client.clientId(), secret)
                        : new ClientSecretPost(client.clientId(), secret));
    }

    /** Some issuers put it into the ID token, and others tell it when they are asked with the access token. */
    private Optional<EmailAddress> email(IDTokenClaimsSet claims, OIDCTokens tokens)
            throws ParseException, IOException, AuthUnavailableException {
        if (claims.getClaim("email") != null) {
            return email(Boolean.TRUE.equals(claims.getClaim("email_verified")), claims.getStringClaim("email"));
        }
        URI endpoint = known().metadata().getUserInfoEndpointURI();
        if (endpoint == null) {
            return Optional.empty();
        }
        UserInfoResponse answer = UserInfoResponse.parse(
                send(new UserInfoRequest(endpoint, tokens.getBearerAccessToken()).toHTTPRequest()));
        if (!answer.indicatesSuccess()) {
            return Optional.empty();
        }
        UserInfo user = answer.toSuccessResponse().getUserInfo();
        return user != null && user.getSubject().equals(claims.getSubject())
                ? email(Boolean.TRUE.equals(user.getEmailVerified()), user.getEmailAddress())
                : Optional.empty();
    }

    private static Optional<EmailAddress> email(boolean verified, @org.jspecify.annotations.Nullable String text) {
        return verified && text != null ? EmailAddress.of(text) : Optional.empty();
    }

    private static HTTPResponse send(HTTPRequest request) throws IOException {
        request.setConnectTimeout(TIMEOUT_MS);
        request.setReadTimeout(TIMEOUT_MS);
        request.setFollowRedirects(false);
        return request.send();
    }

    private Known known() throws AuthUnavailableException {
        if (known.isPresent()) {
            return known.get();
        }
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(issuer), TIMEOUT_MS, TIMEOUT_MS);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL())
                    .retrying(true)
                    .build();
            Known found = new Known(
                    metadata,
                    new IDTokenValidator(
                            metadata.getIssuer(),
                            client.clientId(),
                            new JWSVerificationKeySelector<>(ExternalIssuer.ALGORITHMS, keys),
                            null));
            known = Optional.of(found);
            return found;
        } catch (GeneralException | IOException | IllegalArgumentException e) {
            throw new AuthUnavailableException("the issuer " + issuer + " can't be asked: " + e.getMessage(), e);
        }
    }
}

package org.soundlift.app.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.http.Registration;

/** Accounts, log-in and administrators. */
public final class AccountSettings {
    public static final Setting<AccountMode> AUTH = new Setting<>(
            "AUTH",
            "off, optional or required",
            "off",
            "off: no accounts, everyone shares all jobs. optional: accounts, and anonymous jobs that anyone "
                    + "with the job id can open. required: log-in required.",
            SettingForms.oneOf(AccountMode.class));
    public static final Setting<Boolean> ALLOW_ANONYMOUS = new Setting<>(
            "ALLOW_ANONYMOUS",
            "true or false",
            "false",
            "Serve without accounts on an IP address that other machines reach.",
            SettingForms::yesOrNo);
    public static final Setting<Registration> REGISTRATION = new Setting<>(
            "REGISTRATION",
            "open, closed or local",
            "local",
            "open: anyone can make an account. closed: only administrators can. local: anyone at this "
                    + "machine can.",
            SettingForms.oneOf(Registration.class));
    public static final Setting<Optional<EmailAddress>> ADMIN_EMAIL = new Setting<>(
            "ADMIN_EMAIL",
            "an e-mail address",
            "",
            "Makes the first administrator when there are no accounts yet, with a password that is printed " + "once.",
            SettingForms::email);
    public static final Setting<Optional<String>> AUTH_SECRET = Setting.secret(
            "AUTH_SECRET",
            "a long random text",
            "Encrypts the signing keys in the database. All auth services need the same one. Without it, one "
                    + "is made and kept in the data folder.");
    public static final Setting<Optional<URI>> AUTH_URL = new Setting<>(
            "AUTH_URL",
            "a URL such as http://auth:5000",
            "",
            "URL of the auth service, for a gateway that runs apart from it.",
            SettingForms::webUrl);
    public static final Setting<Optional<URI>> OIDC_ISSUER = new Setting<>(
            "OIDC_ISSUER",
            "a URL such as https://login.example.org/realms/us",
            "",
            "OpenID Connect issuer whose access tokens are accepted too. An account is made when its first "
                    + "token comes.",
            SettingForms::issuer);
    public static final Setting<Optional<String>> OIDC_AUDIENCE = new Setting<>(
            "OIDC_AUDIENCE",
            "a text",
            "soundlift",
            "The audience in the access tokens of that issuer.",
            SettingForms::text);

    public static final Setting<Optional<String>> OIDC_CLIENT_ID = new Setting<>(
            "OIDC_CLIENT_ID",
            "a text",
            "",
            "The id of this service at that issuer. With it, users log in there on the page; the address to come back to is"
                    + " /login/oidc/callback below the public URL.",
            SettingForms::text);
    public static final Setting<Optional<String>> OIDC_CLIENT_SECRET = Setting.secret(
            "OIDC_CLIENT_SECRET", "a text", "The secret that belongs to that id. Public clients have none.");
    public static final Setting<String> OIDC_NAME = new Setting<>(
            "OIDC_NAME",
            "a text such as Example University",
            "your organisation",
            "The name of that issuer for users: log in with …",
            text -> text);
    public static final Setting<PasswordLogin> PASSWORD_LOGIN = new Setting<>(
            "PASSWORD_LOGIN",
            "on or off",
            "on",
            "off: users log in at the issuer alone, and registration with a password is closed.",
            SettingForms.oneOf(PasswordLogin.class));

    /** The use of passwords. */
    public enum PasswordLogin {
        ON,
        OFF
    }

    static final SettingGroup GROUP = new SettingGroup(
            "Accounts",
            List.of(
                    AUTH,
                    ALLOW_ANONYMOUS,
                    REGISTRATION,
                    ADMIN_EMAIL,
                    AUTH_SECRET,
                    AUTH_URL,
                    OIDC_ISSUER,
                    OIDC_AUDIENCE,
                    OIDC_CLIENT_ID,
                    OIDC_CLIENT_SECRET,
                    OIDC_NAME,
                    PASSWORD_LOGIN));

    private AccountSettings() {}
}

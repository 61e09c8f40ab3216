package org.soundlift.notification.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.Properties;

/**
 * The mail server, and how to get in.
 *
 * @param implicitTls whether TLS begins with the connection (RFC 8314 §3.3); otherwise with STARTTLS (RFC 3207) where
 *     the server offers it
 */
public record SmtpConfig(String host, int port, boolean implicitTls, Optional<String> user, Optional<String> password) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final String CONNECT_TIMEOUT_MS = "10000";
    private static final String SILENCE_TIMEOUT_MS = "30000";

    /**
     * Reads {@code smtp://USER:PASSWORD@HOST:PORT} or {@code smtps://…}; reserved characters in user and password are
     * percent-encoded.
     */
    public static SmtpConfig of(URI url) {
        boolean implicitTls = "smtps".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : implicitTls ? SUBMISSIONS : SUBMISSION;
        Optional<String[]> login = Optional.ofNullable(url.getRawUserInfo()).map(info -> info.split(":", 2));
        return new SmtpConfig(
                url.getHost(),
                port,
                implicitTls,
                login.map(parts -> decode(parts[0])),
                login.filter(parts -> parts.length == 2).map(parts -> decode(parts[1])));
    }

    /** As in URLs, where a plus is a plus. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    String protocol() {
        return implicitTls ? "smtps" : "smtp";
    }

    Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        properties.put(prefix + "auth", Boolean.toString(user.isPresent()));
        properties.put(prefix + "connectiontimeout", CONNECT_TIMEOUT_MS);
        properties.put(prefix + "timeout", SILENCE_TIMEOUT_MS);
        properties.put(prefix + "writetimeout", SILENCE_TIMEOUT_MS);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "quitwait", "false"); // What was accepted is accepted, however the goodbye goes.
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", Boolean.toString(user.isPresent() && !isThisMachine()));
        return properties;
    }

    /** Only here may a password go over the line in plain text. */
    private boolean isThisMachine() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return protocol() + "://" + host + ":" + port;
    }
}

package org.soundlift.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The origin of a request behind proxies. The headers {@code X-Forwarded-…} are believed only if the connection comes
 * from a trusted proxy; of a chain of IP addresses, the last one that no trusted proxy has is the client's, because
 * everything before it may be the client's invention.
 */
public final class TrustedProxies {
    /** No proxy is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final InetAddressSet trusted = new InetAddressSet();

    /**
     * The proxies that are believed.
     *
     * @param addresses IP addresses and networks, such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException if one is none
     */
    public TrustedProxies(List<String> addresses) {
        trusted.addAll(addresses);
    }

    /** @throws IllegalArgumentException if one is no IP address or network */
    public static void requireNetworks(List<String> addresses) {
        TrustedProxies _ = new TrustedProxies(addresses);
    }

    private boolean isTrusted(String address) {
        return literal(address).filter(trusted).isPresent();
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The address of the client itself. */
    public String clientAddress(Context ctx) {
        String client = ctx.req().getRemoteAddr().replaceAll("[\\[\\]]", "");
        // Some proxies add to the line that came, others add a line.
        String chain = String.join(",", Collections.list(ctx.req().getHeaders("X-Forwarded-For")));
        for (String hop : Arrays.asList(chain.split(",", -1)).reversed()) {
            String address = withoutPort(hop.strip());
            if (!isTrusted(client) || literal(address).isEmpty()) {
                break;
            }
            client = address;
        }
        return client;
    }

    /** Some proxies write {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
    private static String withoutPort(String hop) {
        return hop.replaceFirst("^\\[(.*)](:[0-9]+)?$", "$1").replaceFirst("^([0-9.]+):[0-9]+$", "$1");
    }

    /** The scheme that the client used. */
    public String scheme(Context ctx) {
        return believed(ctx, "X-Forwarded-Proto").orElse(ctx.req().getScheme());
    }

    /** The host, and the port if it isn't the scheme's own, that the client asked for. */
    public String host(Context ctx) {
        return believed(ctx, "X-Forwarded-Host")
                .or(() -> Optional.ofNullable(ctx.header("Host")))
                .orElse("localhost");
    }

    /** Returns a header of a request that comes from a trusted proxy; else empty. */
    public Optional<String> believed(Context ctx, String header) {
        String peer = ctx.req().getRemoteAddr().replaceAll("[\\[\\]]", "");
        return isTrusted(peer) ? Optional.ofNullable(ctx.header(header)) : Optional.empty();
    }
}

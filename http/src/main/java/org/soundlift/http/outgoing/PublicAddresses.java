package org.soundlift.http.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * Resolves names to public addresses alone. What is connected to is what was looked at here: a name that is answered
 * otherwise a moment later gains nothing.
 */
public final class PublicAddresses implements DnsResolver {
    /**
     * The addresses that are not meant for the whole Internet: the special-purpose registries of IANA (RFC 6890), and
     * multicast.
     */
    private static final List<String> SPECIAL = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/96", // unspecified, loopback, IPv4-compatible
            "64:ff9b::/96", // NAT64: any IPv4 address
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23", // Teredo and others that carry IPv4 addresses
            "2001:db8::/32",
            "2002::/16", // 6to4: any IPv4 address
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private final InetAddressSet special = new InetAddressSet();
    private final InetAddressSet allowed = new InetAddressSet();
    private final DnsResolver names;

    /** @param allowed addresses and networks that are allowed although they are not public */
    public PublicAddresses(List<String> allowed) {
        this(allowed, SystemDefaultDnsResolver.INSTANCE);
    }

    PublicAddresses(List<String> allowed, DnsResolver names) {
        this.special.addAll(SPECIAL);
        this.allowed.addAll(allowed);
        this.names = names;
    }

    /** @throws NotPublicException if any of the addresses is not public: a name with both kinds is up to something */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!Arrays.stream(found).allMatch(this::isAllowed)) {
            throw new NotPublicException(host);
        }
        return found;
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.test(address) || !special.test(address);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

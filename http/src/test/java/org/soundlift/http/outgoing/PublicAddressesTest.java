package org.soundlift.http.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
    private final PublicAddresses addresses = new PublicAddresses(List.of("10.9.0.0/16", "fd00:9::/32"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fdff::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "fec0::1",
                "::ffff:10.0.0.1"
            })
    void addressThatIsNotPublicIsRefused(String address) {
        assertThatThrownBy(() -> addresses.resolve(address)).isInstanceOf(NotPublicException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "100.63.0.1",
                "100.128.0.0",
                "198.17.0.1",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void publicAddressIsNot(String address) throws Exception {
        assertThat(addresses.resolve(address)).containsExactly(InetAddress.ofLiteral(address));
    }

    @Test
    void allowedNetworksAreReached() throws Exception {
        assertThat(addresses.resolve("10.9.8.7")).hasSize(1);
        assertThat(addresses.resolve("fd00:9::1")).hasSize(1);
    }

    /** So that no second look-up can pick the other one. */
    @Test
    void nameWithBothKindsOfAddressesIsRefused() {
        DnsResolver both = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("127.0.0.1")};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        assertThatThrownBy(() -> new PublicAddresses(List.of(), both).resolve("two.example.org"))
                .isInstanceOf(NotPublicException.class)
                .hasMessageContaining("two.example.org");
    }
}

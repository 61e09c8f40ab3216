package org.soundlift.app.settings;

import static java.util.Map.entry;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.http.TrustedProxies;
import org.soundlift.http.path.PathPrefix;

/** Parsers for the texts of settings. All throw {@link IllegalArgumentException} on anything else. */
public final class SettingForms {
    public static final String BYTES = "a number of bytes such as 500MB, 10GiB or 1048576";
    public static final String NETWORKS = "IP addresses and networks such as 10.1.2.0/24, separated by commas";
    public static final String DURATION = "a duration such as 30s, 15m, 12h or 7d";

    private static final Pattern ORIGIN =
            Pattern.compile("http://[a-z0-9.-]+(?::(?!80$)[0-9]{1,5})?|https://[a-z0-9.-]+(?::(?!443$)[0-9]{1,5})?");
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)");
    /** A letter alone is a power of 1024, as everywhere on command lines. */
    private static final Map<String, Long> BYTES_PER_UNIT = Map.ofEntries(
            entry("", 1L),
            entry("b", 1L),
            entry("k", 1L << 10),
            entry("m", 1L << 20),
            entry("g", 1L << 30),
            entry("t", 1L << 40),
            entry("kb", 1_000L),
            entry("mb", 1_000_000L),
            entry("gb", 1_000_000_000L),
            entry("tb", 1_000_000_000_000L),
            entry("kib", 1L << 10),
            entry("mib", 1L << 20),
            entry("gib", 1L << 30),
            entry("tib", 1L << 40));

    private static final Map<String, Long> SECONDS_PER_UNIT = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

    private SettingForms() {}

    public static long bytes(String text) {
        return scaled(text, BYTES_PER_UNIT);
    }

    public static Duration duration(String text) {
        return Duration.ofSeconds(scaled(text, SECONDS_PER_UNIT));
    }

    private static long scaled(String text, Map<String, Long> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(text);
        }
        long scaled;
        try {
            scaled = new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
        if (scaled <= 0) {
            throw new IllegalArgumentException(text);
        }
        return scaled;
    }

    public static Function<String, Integer> wholeNumber(int lowest, int highest) {
        return text -> {
            int number = Integer.parseInt(text);
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException(text);
            }
            return number;
        };
    }

    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    public static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    public static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    public static Optional<URI> webUrl(String text) {
        return url(text, "http", "https");
    }

    /** The URL of the service. Its path is a prefix of the service's own paths. */
    public static Optional<URI> publicUrl(String text) {
        Optional<URI> url = webUrl(text);
        if (url.filter(u -> u.getRawQuery() != null || u.getRawFragment() != null || u.getRawUserInfo() != null)
                .isPresent()) {
            throw new IllegalArgumentException(text);
        }
        PathPrefix _ = PathPrefix.of(url);
        return url;
    }

    /** The issuer of OpenID Connect: https, but for one on this machine. */
    public static Optional<URI> issuer(String text) {
        Optional<URI> issuer = webUrl(text);
        boolean local = issuer.map(URI::getHost)
                .filter(host -> host.equals("localhost") || host.equals("127.0.0.1"))
                .isPresent();
        if (issuer.isPresent() && !local && !"https".equals(issuer.get().getScheme())) {
            throw new IllegalArgumentException(text);
        }
        return issuer;
    }

    public static TrustedProxies proxies(String text) {
        return new TrustedProxies(networks(text));
    }

    public static List<String> networks(String text) {
        List<String> networks = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .toList();
        TrustedProxies.requireNetworks(networks);
        return networks;
    }

    /** Exactly as browsers send them (RFC 6454 §6.2). */
    public static Set<String> origins(String text) {
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : text.split(",", -1)) {
            if (!origin.isBlank()) {
                if (!ORIGIN.matcher(origin.strip()).matches()) {
                    throw new IllegalArgumentException(origin);
                }
                origins.add(origin.strip());
            }
        }
        return origins;
    }

    public static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public static Optional<EmailAddress> email(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(EmailAddress.of(text).orElseThrow(() -> new IllegalArgumentException(text)));
    }

    public static Optional<URI> amqp(String text) {
        return url(text, "amqp", "amqps");
    }

    public static Optional<URI> smtp(String text) {
        return url(text, "smtp", "smtps");
    }

    private static Optional<URI> url(String text, String scheme, String schemeWithTls) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI uri = URI.create(text);
        if (uri.getHost() == null || !(scheme.equals(uri.getScheme()) || schemeWithTls.equals(uri.getScheme()))) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(uri);
    }

    public static Optional<String> mailAddress(String text) {
        try {
            if (!text.isEmpty()) {
                new InternetAddress(text, true).validate();
            }
            return text(text);
        } catch (AddressException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static Optional<String> mongodb(String text) {
        if (!text.isEmpty() && !text.startsWith("mongodb://") && !text.startsWith("mongodb+srv://")) {
            throw new IllegalArgumentException();
        }
        return text(text);
    }

    /** Parses the prefix of object keys: nothing, or a path that ends with a slash. */
    public static String keyPrefix(String text) {
        return text.isEmpty() || text.endsWith("/") ? text : text + "/";
    }

    public static Optional<String> jdbc(String text) {
        if (!text.isEmpty() && !text.startsWith("jdbc:mariadb://") && !text.startsWith("jdbc:mysql://")) {
            throw new IllegalArgumentException(text);
        }
        return text(text);
    }
}

package org.soundlift.http.path;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path that is before all paths of the service in what users see, as {@code /sound} in {@code https://example.org/sound/jobs}. It
 * is that of the public URL; where there is none, the one that a trusted proxy names in {@code X-Forwarded-Prefix}.
 *
 * <p>A proxy may pass the prefix on or take it away: routes are found either way, and know nothing of it.
 */
public final class PathPrefix {
    /** What proxies name it by. It is no standard; Traefik and Spring have made it usual. */
    public static final String HEADER = "X-Forwarded-Prefix";

    private static final String NONE = "";
    private static final String ATTRIBUTE = "soundlift.prefix";
    /** Of characters that mean the same in a URL, in a cookie and in HTML. */
    private static final Pattern FORM = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");

    private final Optional<String> own;

    /**
     * The prefix of a service.
     *
     * @param publicUrl the URL of the service; empty if users reach it under several
     * @throws IllegalArgumentException if its path is none that can be a prefix
     */
    public PathPrefix(Optional<URI> publicUrl) {
        own = publicUrl.map(PathPrefix::parse);
    }

    private static String parse(URI url) {
        return valid(url.getRawPath()).orElseThrow(() -> new IllegalArgumentException(url.toString()));
    }

    /** Returns a path without the slashes at its end, if it can be a prefix. */
    private static Optional<String> valid(String path) {
        return Optional.of(path.replaceFirst("/+$", ""))
                .filter(prefix -> FORM.matcher(prefix).matches());
    }

    /**
     * Has a server take the prefix from the paths of its requests, before it looks for their routes.
     *
     * @param forwarded returns what a trusted proxy names as the prefix of a request
     */
    public void addTo(JavalinConfig config, Function<Context, Optional<String>> forwarded) {
        config.routes.before(ctx -> ctx.attribute(
                ATTRIBUTE,
                own.orElseGet(
                        () -> forwarded.apply(ctx).flatMap(PathPrefix::valid).orElse(NONE))));
        own.filter(prefix -> !prefix.isEmpty())
                .ifPresent(prefix -> config.jetty.modifyServer(server -> server.setHandler(new WithoutPrefix(prefix))));
    }

    /**
     * Requires that no path of the service begins as the prefix does: without the prefix, such a path could not be told from another one with it.
     *
     * @throws IllegalArgumentException if one does
     */
    public void requireApart(Stream<String> paths) {
        String first = first(own.orElse(NONE));
        if (!first.isEmpty() && paths.map(PathPrefix::first).anyMatch(first::equals)) {
            throw new IllegalArgumentException("The path of SOUNDLIFT_PUBLIC_URL must not begin with /" + first
                    + ", for the service has such paths itself.");
        }
    }

    private static String first(String path) {
        return path.replaceFirst("^/([^/]*).*", "$1");
    }

    /** Returns the prefix of a request; empty, or a slash and more without a slash at its end. */
    public static String of(Context ctx) {
        String prefix = ctx.attribute(ATTRIBUTE);
        return prefix == null ? NONE : prefix;
    }

    /**
     * Returns the path by which a user's browser comes to a path of the service.
     *
     * @param path begins with a slash
     */
    public static String path(Context ctx, String path) {
        return of(ctx) + path;
    }
}

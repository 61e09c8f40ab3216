package org.soundlift.http.path;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path of the public URL. Users see it before each path of the service: for {@code https://example.org/sound}, jobs are at
 * {@code /sound/jobs}.
 *
 * <p>A proxy may leave the prefix in the paths of requests, or remove it. Routes are found either way, and do not know it.
 *
 * @param value empty, or a path that begins with a slash and ends without one
 */
public record PathPrefix(String value) {
    /** The header in which a gateway tells its prefix to the auth service. */
    public static final String HEADER = "X-Forwarded-Prefix";

    private static final String ATTRIBUTE = "soundlift.prefix";
    private static final int LONGEST = 200;
    /** These characters need no escape in URLs, cookies and HTML. */
    private static final Pattern FORM = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");

    private static final PathPrefix NONE = new PathPrefix("");

    /** @throws IllegalArgumentException if it is no prefix */
    public PathPrefix {
        if (!isPrefix(value)) {
            throw new IllegalArgumentException(value);
        }
    }

    private static boolean isPrefix(String path) {
        return path.length() <= LONGEST && FORM.matcher(path).matches();
    }

    /**
     * Returns the path of a public URL; none where there is no such URL.
     *
     * @throws IllegalArgumentException if the path is no prefix
     */
    public static PathPrefix of(Optional<URI> publicUrl) {
        return publicUrl
                .map(url -> new PathPrefix(withoutSlash(url.getRawPath())))
                .orElse(NONE);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Has a server find its routes with and without this prefix. It must be added before all that answers. */
    public void addTo(JavalinConfig config) {
        config.routes.before(ctx -> ctx.attribute(ATTRIBUTE, this));
        if (!value.isEmpty()) {
            config.jetty.modifyServer(server -> server.insertHandler(new WithoutPrefix(value)));
        }
    }

    /**
     * Requires that no path of the service begins as the prefix does. Whether such a path has the prefix could not be told.
     *
     * @throws IllegalArgumentException if one does
     */
    public void requireApart(Stream<String> paths) {
        String first = first(value);
        if (!first.isEmpty() && paths.map(PathPrefix::first).anyMatch(first::equals)) {
            throw new IllegalArgumentException("The path of SOUNDLIFT_PUBLIC_URL must not begin with /" + first
                    + ", for the service has such paths itself.");
        }
    }

    private static String first(String path) {
        return path.replaceFirst("^/([^/]*).*", "$1");
    }

    /** Takes the prefix of a request that a gateway has passed on. */
    public static void takeFrom(Context ctx, Optional<String> header) {
        header.filter(PathPrefix::isPrefix).ifPresent(prefix -> ctx.attribute(ATTRIBUTE, new PathPrefix(prefix)));
    }

    /** Returns the prefix of a request. */
    public static PathPrefix of(Context ctx) {
        return Optional.ofNullable(ctx.<PathPrefix>attribute(ATTRIBUTE)).orElse(NONE);
    }

    /**
     * Returns the path at which users find a path of the service.
     *
     * @param path begins with a slash
     */
    public static String path(Context ctx, String path) {
        return of(ctx).value + path;
    }
}

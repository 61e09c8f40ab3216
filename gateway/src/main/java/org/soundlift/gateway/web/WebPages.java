package org.soundlift.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.access.Access;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.http.ProblemException;
import org.soundlift.http.path.PathPrefix;

/**
 * The pages for people, in their language, and the files of these. A page names its files by a path that changes with
 * them, so that browsers keep them for good.
 */
public final class WebPages {
    /** The one file that is made, by module {@code lifter}. */
    private static final String LIFTER = "/org/soundlift/lifter/lifter.js";

    /** The files that pages name by {@code {{static}}/NAME}. */
    static final List<String> FILES = List.of(
            "account.js",
            "admin-accounts.js",
            "admin-jobs.js",
            "admin-overview.js",
            "admin-service.js",
            "admin.css",
            "admin.js",
            "app.js",
            "board.js",
            "chooser.js",
            "deletions.js",
            "docs.js",
            "dom.js",
            "facts.js",
            "format.js",
            "given.js",
            "intake.js",
            "jobs.js",
            "labels.js",
            "lift-worker.js",
            "login.js",
            "options.js",
            "order.js",
            "panel.js",
            "pieces.js",
            "player.js",
            "plot.js",
            "preparing.js",
            "row.js",
            "sending.js",
            "session.js",
            "style.css",
            "table.js",
            "taking.js",
            "texts.js",
            "toolbar.js",
            "upload.js");

    private static final String INTERFACE = "openapi.json";

    /** The files with paths that others know. */
    static final List<String> ROOT_FILES = List.of(
            "style.css",
            "mark.svg",
            "favicon.ico",
            "apple-touch-icon.png",
            "icon-192.png",
            "icon-512.png",
            "manifest.webmanifest",
            INTERFACE);

    private static final Map<String, String> PAGES =
            Map.of("/", "index.html", "/account.html", "account.html", "/admin", "admin.html", "/docs", "docs.html");

    private static final String GENERATED = "strings.js";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String FOR_AN_HOUR = "public, max-age=3600";
    private static final String ASK_AGAIN = "no-cache";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z0-9_.]+)}}");

    private final Map<String, WebFile> files = new LinkedHashMap<>();
    private final String version;

    /**
     * Makes all pages and files.
     *
     * @param prefix is before their paths, and before those that their scripts ask for
     */
    public WebPages(Facts facts, PathPrefix prefix) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Map<String, String> places = new LinkedHashMap<>();
        FILES.forEach(name -> places.put(name, name));
        places.put("lifter.js", LIFTER);
        places.forEach((name, place) -> {
            byte[] content = read(place);
            all.writeBytes(content);
            files.put(name, new WebFile(name, content));
        });
        List<Texts> languages = Texts.LANGUAGES.stream().map(Texts::of).toList();
        languages.forEach(texts -> all.writeBytes(texts.module().getBytes(UTF_8)));
        this.version = WebFile.hash(all.toByteArray());
        ROOT_FILES.forEach(name -> files.put("/" + name, new WebFile(name, read(name))));
        files.put("/" + INTERFACE, new WebFile(INTERFACE, at(prefix, read(INTERFACE))));
        for (Texts texts : languages) {
            files.put(
                    texts.language() + "/" + GENERATED,
                    new WebFile(GENERATED, texts.module().getBytes(UTF_8)));
            PAGES.values().forEach(page -> files.put(texts.language() + "/" + page, page(page, texts, facts, prefix)));
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = WebPages.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The description of the interface names the server by its path. */
    private static byte[] at(PathPrefix prefix, byte[] description) {
        String path = prefix.value().isEmpty() ? "/" : prefix.value();
        return new String(description, UTF_8)
                .replace("\"url\": \"/\"", "\"url\": \"" + path + "\"")
                .getBytes(UTF_8);
    }

    private WebFile page(String name, Texts texts, Facts facts, PathPrefix prefix) {
        Map<String, String> values = Map.of(
                "lang", texts.language(),
                "base", prefix.value() + "/",
                "static", "static/" + version + "/" + texts.language(),
                "facts", facts.sentences(texts),
                "accounts", facts.accounts().name().toLowerCase(java.util.Locale.ROOT),
                "boardHidden", facts.accounts() == AccountMode.OFF ? "" : "hidden",
                "version", texts.text("version", Map.of("version", facts.version())));
        String filled = PLACE.matcher(new String(read(name), UTF_8))
                .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(value(place, values, texts)));
        return new WebFile(name, filled.getBytes(UTF_8));
    }

    private static String value(MatchResult place, Map<String, String> values, Texts texts) {
        String key = place.group(1);
        String text = values.containsKey(key) ? values.get(key) : texts.text(key, Map.of());
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Adds the routes. All are open: a page holds nothing of its reader. */
    public void addTo(RoutesConfig routes) {
        BiConsumer<String, Handler> open = (path, handler) -> routes.get(path, handler, Access.OPEN);
        PAGES.forEach((path, page) -> open.accept(path, ctx -> page(ctx, page)));
        ROOT_FILES.forEach(
                name -> open.accept("/" + name, ctx -> file("/" + name).answer(ctx, FOR_AN_HOUR)));
        open.accept("/static/{version}/{language}/{file}", this::file);
    }

    private void page(Context ctx, String page) {
        ctx.res().addHeader("Vary", "Accept-Language");
        file(Texts.language(ctx.header("Accept-Language")) + "/" + page).answer(ctx, ASK_AGAIN);
    }

    /** A page of another version may still be open: its files are these, but not for good. */
    private void file(Context ctx) {
        String name = ctx.pathParam("file");
        String key = name.equals(GENERATED) ? ctx.pathParam("language") + "/" + name : name;
        file(key).answer(ctx, ctx.pathParam("version").equals(version) ? FOR_GOOD : ASK_AGAIN);
    }

    private WebFile file(String key) {
        WebFile file = files.get(key);
        if (file == null) {
            throw new ProblemException(FailureCode.NOT_FOUND);
        }
        return file;
    }
}

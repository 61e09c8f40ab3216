package org.soundlift.http.negotiation;

import io.javalin.http.Context;
import java.util.OptionalInt;
import org.soundlift.http.path.PathPrefix;

/** A short page of paragraphs and links, for browsers that show an answer of a route as it is. */
public final class HtmlPage {
    private final Context ctx;
    private final String title;
    private final StringBuilder body = new StringBuilder();
    private OptionalInt reloadSeconds = OptionalInt.empty();

    /** A page that holds its title alone. */
    public HtmlPage(Context ctx, String title) {
        this.ctx = ctx;
        this.title = escaped(title);
    }

    /**
     * Returns true if a browser shows the answer to a person. Some programs name {@code text/html} too, but no XHTML, as
     * all browsers do when a person follows a link or sends a form.
     */
    public static boolean isWanted(Context ctx) {
        return Accepted.names(ctx, "text/html") && Accepted.names(ctx, "application/xhtml+xml");
    }

    public HtmlPage paragraph(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** @param path of this service */
    public HtmlPage link(String path, String text) {
        body.append("<p><a class=\"button\" href=\"")
                .append(escaped(PathPrefix.path(ctx, path)))
                .append("\">")
                .append(escaped(text))
                .append("</a></p>\n");
        return this;
    }

    /** Makes the browser load the page again. */
    public HtmlPage reload(int seconds) {
        reloadSeconds = OptionalInt.of(seconds);
        return this;
    }

    public void answer(int status) {
        String base = PathPrefix.of(ctx).value();
        String reload = reloadSeconds.isPresent()
                ? "<meta http-equiv=\"refresh\" content=\"" + reloadSeconds.getAsInt() + "\">\n"
                : "";
        ctx.status(status).contentType("text/html; charset=utf-8").result("""
                        <!doctype html>
                        <html lang="en">
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        %s<title>%s · Soundlift</title>
                        <link rel="icon" href="%s/mark.svg" type="image/svg+xml">
                        <link rel="stylesheet" href="%s/style.css">
                        <main class="message">
                        <h1>%s</h1>
                        %s</main>
                        </html>
                        """.formatted(
                        reload, title, base, base, title, body));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

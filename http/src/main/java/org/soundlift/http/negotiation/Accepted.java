package org.soundlift.http.negotiation;

import io.javalin.http.Context;
import java.util.Locale;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** The media types that a client asks for (RFC 9110 §12.5.1). */
public final class Accepted {
    private Accepted() {}

    /** Returns true if the header {@code Accept} lists the type by its name, and not with {@code q=0}. */
    public static boolean names(Context ctx, String type) {
        String accept = ctx.header("Accept");
        if (accept == null) {
            return false;
        }
        QuotedQualityCSV ranges = new QuotedQualityCSV();
        ranges.addValue(accept.toLowerCase(Locale.ROOT));
        return ranges.getValues().stream().anyMatch(range -> range.equals(type) || range.startsWith(type + ";"));
    }
}

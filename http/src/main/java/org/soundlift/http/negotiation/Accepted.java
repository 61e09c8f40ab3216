package org.soundlift.http.negotiation;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** The media types (RFC 9110 §12.5.1) and codings that a client asks for. */
public final class Accepted {
    private Accepted() {}

    /** Returns true if the header {@code Accept} lists the type by its name, and not with {@code q=0}. */
    public static boolean names(Context ctx, String type) {
        return values(ctx.header("Accept")).stream()
                .anyMatch(range -> range.equals(type) || range.startsWith(type + ";"));
    }

    /** Returns true if the header {@code Accept-Encoding} lists the content coding (§12.5.3). */
    public static boolean coding(Context ctx, String coding) {
        return values(ctx.header("Accept-Encoding")).contains(coding);
    }

    private static List<String> values(@Nullable String header) {
        if (header == null) {
            return List.of();
        }
        QuotedQualityCSV ranges = new QuotedQualityCSV();
        ranges.addValue(header.toLowerCase(Locale.ROOT));
        return ranges.getValues();
    }
}

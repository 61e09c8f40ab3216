package org.soundlift.gateway.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.soundlift.http.negotiation.Accepted;

/** A file of the pages, compressed once. */
final class WebFile {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/vnd.microsoft.icon",
            "webmanifest", "application/manifest+json");

    private final String type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String etag;

    WebFile(String name, byte[] content) {
        this.type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        this.plain = content.clone();
        this.compressed = gzip(content);
        this.etag = hash(content);
    }

    /** Returns 16 hexadecimal digits that change with the content. */
    static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Answers with the file, or that the client has it already. */
    void answer(Context ctx, String caching) {
        boolean isCompressed = compressed.length < plain.length && Accepted.coding(ctx, "gzip");
        String tag = '"' + etag + (isCompressed ? "-gzip" : "") + '"';
        ctx.header("Cache-Control", caching).header("ETag", tag);
        ctx.res().addHeader("Vary", "Accept-Encoding");
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        if (isCompressed) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.contentType(type).result(isCompressed ? compressed : plain);
    }
}

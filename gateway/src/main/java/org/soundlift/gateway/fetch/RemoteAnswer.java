package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.WebUrl;
import org.soundlift.http.outgoing.NotPublicException;

/** The answer of a server that is asked for a file, or for a part of it (RFC 9110 §14). */
record RemoteAnswer(WebUrl url, HttpGet request, ClassicHttpResponse response) implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final int PARTIAL = 206;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,16})-(\\d{1,16})/(\\d{1,16})");

    /**
     * The part that is asked for.
     *
     * @param validator of the file: if it has another one now, the answer is all of it
     */
    record Part(long first, int bytes, Optional<String> validator) {}

    /** The bytes from {@code first} to {@code last} of a file of {@code size} bytes. */
    record Range(long first, long last, long size) {}

    /**
     * Asks for a file by its URL, and by those to which its server redirects. Where a part is asked for, the answer may be all of it.
     *
     * @throws ConversionException {@code URL_UNREACHABLE} where asking again is of no use
     */
    static RemoteAnswer open(CloseableHttpClient http, WebUrl url, Optional<Part> part)
            throws SourceException, ConversionException {
        WebUrl place = url;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            RemoteAnswer answer = ask(http, place, part);
            Optional<String> location = answer.status() / 100 == 3 ? answer.header("Location") : Optional.empty();
            if (location.isEmpty()) {
                return answer.isUsable() || part.isEmpty()
                        ? answer.requireSuccess()
                        : answer.requireOtherThanRange(http, url);
            }
            answer.close();
            place = resolve(place, location.get());
        }
        throw unreachable(url.site() + " redirects more than " + MOST_REDIRECTS + " times.");
    }

    static RemoteAnswer ask(CloseableHttpClient http, WebUrl url, Optional<Part> part)
            throws SourceException, ConversionException {
        try {
            HttpGet request = new HttpGet(url.value());
            request.setHeader("Accept-Encoding", "identity"); // Ranges are of the file as it is.
            part.ifPresent(p -> {
                request.setHeader("Range", "bytes=" + p.first() + "-" + (p.first() + p.bytes() - 1));
                p.validator().ifPresent(value -> request.setHeader("If-Range", value));
            });
            return new RemoteAnswer(url, request, http.executeOpen(null, request, null));
        } catch (NotPublicException e) {
            throw unreachable(url.site() + " is no public address.");
        } catch (IllegalArgumentException e) { // It may hold secrets.
            throw unreachable(url.site() + " is no valid address.");
        } catch (IOException e) {
            throw SourceException.of(url, e);
        }
    }

    private static WebUrl resolve(WebUrl place, String location) throws ConversionException {
        try {
            String target =
                    URI.create(place.value()).resolve(WebUrl.encoded(location)).toString();
            return WebUrl.parse(target.replaceFirst("#.*$", "")).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw unreachable(place.site() + " redirects to an invalid URL.");
        }
    }

    private static ConversionException unreachable(String sentence) {
        return new ConversionException(FailureCode.URL_UNREACHABLE, sentence, "fetching");
    }

    private int status() {
        return response.getCode();
    }

    private boolean isUsable() {
        return status() == 200 || range().filter(r -> r.first() == 0).isPresent();
    }

    /** Asks for the whole file if its server does not know the size, or has no such part. */
    private RemoteAnswer requireOtherThanRange(CloseableHttpClient http, WebUrl url)
            throws SourceException, ConversionException {
        if (status() != PARTIAL && status() != 416) {
            return requireSuccess();
        }
        close();
        return open(http, url, Optional.empty());
    }

    private RemoteAnswer requireSuccess() throws SourceException, ConversionException {
        if (isUsable()) {
            return this;
        }
        close();
        String sentence = url.site() + " answers " + status() + ".";
        if (status() >= 500 || status() == 429 || status() == 408) {
            throw new SourceException(sentence);
        }
        throw unreachable(sentence);
    }

    /**
     * Returns how many of the bytes of a part follow, from its beginning on.
     *
     * @throws ChangedException if it is not of the same file
     */
    int requirePart(Part part, long size) throws SourceException {
        Optional<Range> sent = range();
        if (sent.isEmpty() && status() / 100 != 2) {
            throw new SourceException(url.site() + " answers " + status() + ".");
        }
        Range range = sent.orElseThrow(() -> new ChangedException(url));
        if (range.size() != size || range.first() != part.first() || range.last() < range.first()) {
            throw new ChangedException(url);
        }
        return (int) Math.min(part.bytes(), range.last() + 1 - range.first());
    }

    /** Returns the range that is sent; empty where all is sent, or a part that is not told. */
    Optional<Range> range() {
        return header("Content-Range")
                .filter(_ -> status() == PARTIAL)
                .map(CONTENT_RANGE::matcher)
                .filter(Matcher::matches)
                .map(m ->
                        new Range(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), Long.parseLong(m.group(3))));
    }

    /** Returns the length of the body, bytes; empty if the server does not send it. */
    OptionalLong length() {
        long length = response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    InputStream body() throws SourceException {
        HttpEntity entity = response.getEntity();
        try {
            return entity == null ? InputStream.nullInputStream() : entity.getContent();
        } catch (IOException e) {
            throw SourceException.of(url, e);
        }
    }

    /** Returns what tells this file from a later one: a strong entity tag (RFC 9110 §8.8.3). Times are too coarse, or those of a cache. */
    Optional<String> validator() {
        return header("ETag").filter(tag -> !tag.startsWith("W/"));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    /** Ends the connection, unless all was read. */
    @Override
    public void close() {
        request.abort();
        try {
            response.close();
        } catch (IOException gone) {
            // Nothing more was wanted of it.
        }
    }
}

package org.soundlift.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import org.soundlift.core.job.WebUrl;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.outgoing.PublicAddresses;

/**
 * The permission to name a video by its URL.
 *
 * @param addresses that may be reached
 * @param isForVisitors whether callers without an account have it where others have an account
 */
public record UrlInput(PublicAddresses addresses, boolean isForVisitors) {
    static final String FIELD = "url";

    /** @throws ProblemException {@code INVALID_OPTION} if the owner can't name such a URL */
    static WebUrl parse(Optional<UrlInput> input, Owner owner, String text) {
        if (input.isEmpty()) {
            throw refusal("absent: this service fetches no videos");
        }
        if (owner instanceof Owner.Visitor && !input.get().isForVisitors()) {
            throw refusal("absent: videos are fetched for accounts alone");
        }
        return WebUrl.parse(WebUrl.encoded(text))
                .orElseThrow(() -> refusal("an absolute http or https URL without user and fragment"));
    }

    static ProblemException refusal(String valid) {
        return new ProblemException(Problem.invalidOption(FIELD, valid));
    }

    /**
     * Returns the file name of a video.
     *
     * @param disposition header {@code Content-Disposition} (RFC 6266) of its server
     */
    public static String name(WebUrl url, Optional<String> disposition) {
        return disposition
                .flatMap(header -> PartHeader.parse(header).filename())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> lastSegment(url));
    }

    private static String lastSegment(WebUrl url) {
        String path = url.value().substring(url.site().length()).replaceFirst("[?].*$", "");
        String last = path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B");
        return URLDecoder.decode(last, UTF_8); // Not UTF-8: with replacement characters.
    }
}

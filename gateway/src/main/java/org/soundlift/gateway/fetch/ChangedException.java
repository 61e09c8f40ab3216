package org.soundlift.gateway.fetch;

import org.soundlift.core.job.WebUrl;

/** A file is another one now: what was read of it is of no use. */
final class ChangedException extends SourceException {
    private static final long serialVersionUID = 1;

    ChangedException(WebUrl url) {
        super(url.site() + " changes the file while it is fetched.");
    }
}

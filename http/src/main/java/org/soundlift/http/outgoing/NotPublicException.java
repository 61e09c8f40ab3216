package org.soundlift.http.outgoing;

import java.net.UnknownHostException;

/** The name resolves to an IP address that is not public. */
public final class NotPublicException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    NotPublicException(String host) {
        super(host + " is no public address");
    }
}

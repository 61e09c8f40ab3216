package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.soundlift.core.job.WebUrl;

/** The server of a video can't be reached, or does not do what it says. It may be otherwise in a while. The message is for the owner. */
sealed class SourceException extends IOException permits ChangedException {
    private static final long serialVersionUID = 1;

    SourceException(String sentence) {
        super(sentence);
    }

    private SourceException(String sentence, IOException cause) {
        super(sentence, cause);
    }

    static SourceException of(WebUrl url, IOException cause) {
        String site = url.site();
        return new SourceException(
                switch (cause) {
                    case UnknownHostException _ -> site + " is not known: its name has no address.";
                    case ConnectTimeoutException _, SocketTimeoutException _ -> site + " does not answer in time.";
                    case HttpHostConnectException _ -> site + " does not accept connections.";
                    case SSLException _ -> site + " can't be reached securely: its certificate is not valid here.";
                    default -> "The connection to " + site + " is lost.";
                },
                cause);
    }
}

package org.soundlift.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.path.PathPrefix;

/** Answers requests that are so wrong that they never reach a route: in the same form as all others. */
final class RefusedRequests extends ErrorHandler {
    private final PathPrefix prefix;

    RefusedRequests(PathPrefix prefix) {
        this.prefix = prefix;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean ours = response.getStatus() >= 500;
        Problem problem = Problem.of(ours ? FailureCode.INTERNAL_ERROR : FailureCode.INVALID_REQUEST);
        var body = problem.writeTo(Json.object(), prefix).put("status", response.getStatus());
        SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(body.toString().getBytes(UTF_8)), callback);
        return true;
    }
}

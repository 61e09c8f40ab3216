package org.soundlift.http.path;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Removes a prefix from the paths of requests. A path without it stays as it is: a proxy has removed it, or a probe does not know it. */
final class WithoutPrefix extends Handler.Wrapper {
    private final String prefix;

    WithoutPrefix(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        String path = String.valueOf(uri.getPath());
        if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
            return super.handle(request, response, callback);
        }
        HttpURI without;
        try {
            without = HttpURI.build(uri).path(path.equals(prefix) ? "/" : path.substring(prefix.length()));
        } catch (IllegalArgumentException leadsOutOfThePrefix) { // As /sound/../x does.
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        return super.handle(Request.serveAs(request, without), response, callback);
    }
}

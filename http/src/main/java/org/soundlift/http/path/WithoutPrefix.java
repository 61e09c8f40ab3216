package org.soundlift.http.path;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes a prefix from the paths of requests. A path without it stays as it is: a proxy has taken it, or a probe does not know it. */
final class WithoutPrefix extends Handler.Wrapper {
    private final String prefix;

    WithoutPrefix(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        String path = String.valueOf(uri.getPath());
        if (path.equals(prefix)) { // From here, relative links of the page would lead past it.
            Response.sendRedirect(request, response, callback, HttpStatus.PERMANENT_REDIRECT_308, prefix + "/", true);
            return true;
        }
        if (!path.startsWith(prefix + "/")) {
            return super.handle(request, response, callback);
        }
        HttpURI without = HttpURI.build(uri).path(path.substring(prefix.length()));
        return super.handle(Request.serveAs(request, without), response, callback);
    }
}

package org.soundlift.gateway;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.http.Json;

/** {@code GET /limits}: the facts about this service that clients and users want to know before they send. */
record LimitsRoute(GatewayConfig config) {
    void get(Context ctx) {
        Json.answer(
                ctx,
                200,
                Json.object()
                        .put("max_upload_bytes", config.limits().videoBytes())
                        .put("retention_seconds", config.keeping().retention().toSeconds())
                        .put("visible_to", visibleTo())
                        .put("version", version()));
    }

    /** Returns the people that see the jobs of a caller. */
    private String visibleTo() {
        AccountMode accounts = config.accounts();
        if (accounts == AccountMode.OFF) {
            return isLoopback(config.listening().bind()) ? "this_machine" : "everyone";
        }
        return accounts == AccountMode.REQUIRED ? "account" : "link";
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String version() {
        return Optional.ofNullable(LimitsRoute.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

package org.soundlift.gateway;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.soundlift.core.service.BuildVersion;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.gateway.web.Facts;
import org.soundlift.http.Json;

/** {@code GET /limits}: the facts about this service that clients and users want to know before they send. */
record LimitsRoute(Facts facts, UploadLimits limits) {
    static Facts facts(GatewayConfig config) {
        return new Facts(
                config.accounts(),
                config.limits().videoBytes(),
                config.keeping().retention(),
                visibleTo(config),
                BuildVersion.current().orElse("development"));
    }

    private static String visibleTo(GatewayConfig config) {
        AccountMode accounts = config.accounts();
        if (accounts == AccountMode.OFF) {
            boolean isPublic = config.listening().sites().publicUrl().isPresent(); // By a proxy.
            return isLoopback(config.listening().bind()) && !isPublic ? "this_machine" : "everyone";
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

    void get(Context ctx) {
        Json.answer(
                ctx,
                200,
                Json.object()
                        .put("max_upload_bytes", facts.maxUploadBytes())
                        .put("upload_piece_bytes", limits.pieceBytes())
                        .put("takes_urls", limits.urls().isPresent())
                        .put("retention_seconds", facts.retention().toSeconds())
                        .put("visible_to", facts.visibleTo())
                        .put("version", facts.version()));
    }
}

package org.soundlift.queue.json;

import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CallbackUrl;
import tools.jackson.databind.JsonNode;

/** The message of broadcast {@code gone}. */
public final class CallbackGoneCodec implements MessageCodec<CallbackGone> {
    @Override
    public String encode(CallbackGone message) {
        return MessageJson.write(
                MessageJson.newMessage().put("callback_url", message.url().value()));
    }

    @Override
    public CallbackGone decode(String json) {
        return MessageJson.read(json, CallbackGoneCodec::fromJson);
    }

    private static CallbackGone fromJson(JsonNode node) {
        return new CallbackGone(new CallbackUrl(node.required("callback_url").stringValue()));
    }
}

package org.soundlift.queue.json;

import org.soundlift.core.fleet.DrainRequested;

/** The message of broadcast {@code drains}. */
public final class DrainRequestedCodec implements MessageCodec<DrainRequested> {
    @Override
    public String encode(DrainRequested message) {
        return MessageJson.write(
                MessageJson.newMessage().put("converter", message.converter()).put("on", message.on()));
    }

    @Override
    public DrainRequested decode(String json) {
        return MessageJson.read(
                json,
                node -> new DrainRequested(
                        node.required("converter").stringValue(),
                        node.required("on").booleanValue()));
    }
}

package org.soundlift.auth.remote;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.soundlift.auth.verify.Revocations;
import org.soundlift.core.account.AccountId;
import org.soundlift.http.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Revocations on their way between processes: {@code {"sessions": ["…"], "epochs": {"account": 2}}}. */
final class RevocationsJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RevocationsJson() {}

    static ObjectNode write(Revocations revocations) {
        ObjectNode json = Json.object();
        var sessions = json.putArray("sessions");
        revocations.sessions().forEach(sessions::add);
        ObjectNode epochs = json.putObject("epochs");
        revocations.epochs().forEach((account, epoch) -> epochs.put(account.value(), epoch));
        return json;
    }

    /** @throws IllegalArgumentException if {@code json} is not of that form */
    static Revocations read(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            Set<String> sessions = new HashSet<>();
            node.required("sessions").forEach(sid -> sessions.add(sid.stringValue()));
            Map<AccountId, Integer> epochs = new HashMap<>();
            node.required("epochs")
                    .properties()
                    .forEach(entry -> epochs.put(
                            new AccountId(entry.getKey()), entry.getValue().intValue()));
            return new Revocations(sessions, epochs);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a list of revocations", e);
        }
    }
}

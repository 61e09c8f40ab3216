package org.soundlift.app;

import static org.soundlift.app.support.KubernetesObjects.kind;
import static org.soundlift.app.support.KubernetesObjects.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;

/** The fields that an API server does not let anybody change: an upgrade that has others is refused. */
final class KubernetesUpgrade {
    private static final Map<String, List<String>> IMMUTABLE = Map.of(
            "Deployment", List.of("/spec/selector"),
            "StatefulSet",
                    List.of(
                            "/spec/selector",
                            "/spec/serviceName",
                            "/spec/podManagementPolicy",
                            "/spec/volumeClaimTemplates"),
            "Service", List.of("/spec/clusterIP"),
            "PodDisruptionBudget", List.of("/spec/selector"));

    private KubernetesUpgrade() {}

    /** Returns the fields in which objects of the same name differ, and must not. */
    static List<String> refused(KubernetesObjects before, KubernetesObjects after) {
        List<String> refused = new ArrayList<>();
        for (JsonNode old : before.all()) {
            Optional<JsonNode> upgraded = after.find(kind(old), name(old));
            for (String field : IMMUTABLE.getOrDefault(kind(old), List.of())) {
                if (upgraded.isPresent() && !upgraded.get().at(field).equals(old.at(field))) {
                    refused.add(kind(old) + " " + name(old) + ": " + field);
                }
            }
        }
        return refused;
    }
}

package org.soundlift.app;

import static org.soundlift.app.support.KubernetesObjects.name;
import static org.soundlift.app.support.KubernetesObjects.port;
import static org.soundlift.app.support.KubernetesObjects.selects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;

/** The ways that network policies leave open between our pods. */
final class KubernetesPaths {
    /** Who may talk to whom, and nobody else. */
    static final Set<String> PATHS = Set.of(
            "gateway -> auth:5000",
            "gateway -> mysql:3306",
            "gateway -> rabbitmq:5672",
            "gateway -> mongodb:27017",
            "auth -> mysql:3306",
            "converter -> rabbitmq:5672",
            "converter -> mongodb:27017",
            "notification -> rabbitmq:5672",
            "notification -> mail:1025",
            "rabbitmq -> rabbitmq:4369",
            "rabbitmq -> rabbitmq:25672");

    private final KubernetesObjects objects;
    private final List<String> violations = new ArrayList<>();

    KubernetesPaths(KubernetesObjects objects) {
        this.objects = objects;
    }

    /** Each way is open at both its ends, and none is open that is not named. */
    List<String> violations() {
        if (objects.ofKind("NetworkPolicy")
                .noneMatch(p -> p.at("/spec/podSelector").isEmpty()
                        && p.at("/spec/policyTypes").size() == 2
                        && !p.path("spec").has("ingress")
                        && !p.path("spec").has("egress"))) {
            violations.add("what no network policy names is not denied");
        }
        Set<String> out = new TreeSet<>();
        Set<String> in = new TreeSet<>();
        objects.ofKind("NetworkPolicy")
                .filter(p -> !p.at("/spec/podSelector").isEmpty())
                .forEach(policy -> {
                    List<JsonNode> subjects = selected(policy.path("spec").path("podSelector"));
                    require(!subjects.isEmpty(), policy, "is about no pods");
                    subjects.forEach(subject -> {
                        ways(policy, "egress", "to", out, peer -> Stream.of(Map.entry(subject, peer)));
                        ways(policy, "ingress", "from", in, peer -> Stream.of(Map.entry(peer, subject)));
                    });
                });
        for (String way : union(in, out)) {
            if (!PATHS.contains(way)) {
                violations.add("a way is open that nobody needs: " + way);
            }
            if (!in.contains(way) || !out.contains(way)) {
                violations.add("a way is open at one end only: " + way);
            }
        }
        PATHS.stream()
                .filter(way -> exists(way) && !out.contains(way))
                .forEach(way -> violations.add("a way is closed that is needed: " + way));
        return violations;
    }

    private boolean exists(String way) {
        return Stream.of(way.split(" -> |:"))
                .limit(2)
                .allMatch(name -> objects.workloads().anyMatch(w -> name(w).equals(name)));
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    private List<JsonNode> selected(JsonNode podSelector) {
        return objects.workloads()
                .filter(w -> selects(podSelector.path("matchLabels"), w))
                .toList();
    }

    private interface Direction {
        Stream<Map.Entry<JsonNode, JsonNode>> of(JsonNode peer);
    }

    private void ways(JsonNode policy, String rules, String peers, Set<String> ways, Direction direction) {
        policy.path("spec").path(rules).valueStream().forEach(rule -> {
            require(!rule.path(peers).isEmpty() && !rule.path("ports").isEmpty(), policy, "opens everything");
            rule.path(peers)
                    .valueStream()
                    .filter(peer -> peer.has("podSelector"))
                    .flatMap(peer -> selected(peer.path("podSelector")).stream())
                    .flatMap(direction::of)
                    .forEach(way -> rule.path("ports").valueStream().forEach(port -> {
                        Optional<Integer> number = port(way.getValue(), port.path("port"));
                        require(number.isPresent(), policy, "opens a port that is not there: " + port.path("port"));
                        ways.add(name(way.getKey()) + " -> " + name(way.getValue()) + ":" + number.orElse(0));
                    }));
        });
    }

    private void require(boolean good, JsonNode policy, String otherwise) {
        if (!good) {
            violations.add("NetworkPolicy " + name(policy) + ": " + otherwise);
        }
    }
}

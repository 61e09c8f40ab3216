package org.soundlift.app;

import static org.soundlift.app.support.KubernetesObjects.name;
import static org.soundlift.app.support.KubernetesObjects.port;
import static org.soundlift.app.support.KubernetesObjects.selects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;

/** The ways that network policies leave open: between our pods, to them, and out of them. */
final class KubernetesPaths {
    /** The permitted connections between workloads; all others are denied. */
    private static final Set<String> PATHS = Set.of(
            "all pods -> kube-system:53",
            "all pods -> 169.254.20.10/32:53",
            "ingress-nginx -> gateway:5000",
            "gateway -> auth:5000",
            "gateway -> mysql:3306",
            "gateway -> rabbitmq:5672",
            "gateway -> mongodb:27017",
            "auth -> mysql:3306",
            "converter -> rabbitmq:5672",
            "converter -> mongodb:27017",
            "notification -> rabbitmq:5672",
            "notification -> mail:1025",
            "gateway -> the world:80",
            "gateway -> the world:443",
            "notification -> the world:25",
            "notification -> the world:80",
            "notification -> the world:443",
            "notification -> the world:465",
            "notification -> the world:587",
            "rabbitmq -> rabbitmq:4369",
            "rabbitmq -> rabbitmq:25672",
            "keda -> rabbitmq:15672",
            "monitoring -> rabbitmq:15692",
            "monitoring -> gateway:5000",
            "monitoring -> auth:5000",
            "monitoring -> converter:5000",
            "monitoring -> notification:5000");

    /** The networks that webhooks must never reach, because strangers choose their URLs (RFC 6890). */
    private static final Set<String> PRIVATE =
            Set.of("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

    private final KubernetesObjects objects;
    private final Set<String> paths;
    private final List<String> violations = new ArrayList<>();
    private final Set<String> out = new TreeSet<>();
    private final Set<String> in = new TreeSet<>();

    KubernetesPaths(KubernetesObjects objects) {
        this.objects = objects;
        String entrance = objects.ofKind("HTTPRoute")
                .map(route -> route.at("/spec/parentRefs/0/namespace").asString(""))
                .findFirst()
                .orElse("ingress-nginx");
        this.paths = PATHS.stream()
                .map(way -> way.replace("ingress-nginx", entrance))
                .collect(Collectors.toSet());
    }

    /** Each way is open at those of its ends that are ours, none is open that is not named, and none that is named is closed. */
    List<String> violations() {
        if (objects.ofKind("NetworkPolicy").noneMatch(KubernetesPaths::deniesAll)) {
            violations.add("what no network policy names is not denied");
        }
        objects.ofKind("NetworkPolicy").forEach(this::read);
        Set<String> open = new TreeSet<>(in);
        open.addAll(out);
        for (String way : open) {
            if (!paths.contains(way)) {
                violations.add("a way is open that is not needed: " + way);
            }
            if ((ours(from(way)) && !out.contains(way)) || (ours(to(way)) && !in.contains(way))) {
                violations.add("a way is open at one end only: " + way);
            }
        }
        for (String way : paths) {
            boolean exists = !(from(way).equals("mail") || to(way).equals("mail")) || ours("mail");
            if (exists && !open.contains(way)) {
                violations.add("a way is closed that is needed: " + way);
            }
        }
        return violations;
    }

    private static boolean deniesAll(JsonNode policy) {
        JsonNode spec = policy.path("spec");
        return spec.path("podSelector").isEmpty()
                && spec.path("policyTypes").size() == 2
                && !spec.has("ingress")
                && !spec.has("egress");
    }

    private static String from(String way) {
        return way.substring(0, way.indexOf(" -> "));
    }

    private static String to(String way) {
        return way.substring(way.indexOf(" -> ") + 4, way.lastIndexOf(':'));
    }

    private boolean ours(String name) {
        return objects.workloads().anyMatch(w -> name(w).equals(name));
    }

    private void read(JsonNode policy) {
        JsonNode spec = policy.path("spec");
        List<String> subjects =
                spec.path("podSelector").isEmpty() ? List.of("all pods") : selected(spec.path("podSelector"));
        if (subjects.isEmpty()) {
            violations.add("NetworkPolicy " + name(policy) + ": is about no pods");
        }
        for (String subject : subjects) {
            for (JsonNode rule : spec.path("egress")) {
                for (String peer : peers(policy, rule, "to")) {
                    open(policy, rule, out, subject, peer);
                }
            }
            for (JsonNode rule : spec.path("ingress")) {
                for (String peer : peers(policy, rule, "from")) {
                    open(policy, rule, in, peer, subject);
                }
            }
        }
    }

    private List<String> peers(JsonNode policy, JsonNode rule, String key) {
        if (rule.path(key).isEmpty() || rule.path("ports").isEmpty()) {
            violations.add("NetworkPolicy " + name(policy) + ": opens everything");
        }
        return rule.path(key).valueStream().flatMap(peer -> peer(peer).stream()).toList();
    }

    private List<String> peer(JsonNode peer) {
        if (peer.has("ipBlock")) {
            String addresses = peer.at("/ipBlock/cidr").asString("");
            Set<String> except = peer.at("/ipBlock/except")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
            return List.of(addresses.equals("0.0.0.0/0") && except.equals(PRIVATE) ? "the world" : addresses);
        }
        if (peer.has("namespaceSelector")) {
            return List.of(peer.path("namespaceSelector")
                    .path("matchLabels")
                    .path("kubernetes.io/metadata.name")
                    .asString("any namespace"));
        }
        return selected(peer.path("podSelector"));
    }

    private List<String> selected(JsonNode podSelector) {
        return objects.workloads()
                .filter(w -> selects(podSelector.path("matchLabels"), w))
                .map(KubernetesObjects::name)
                .toList();
    }

    private void open(JsonNode policy, JsonNode rule, Set<String> ways, String from, String to) {
        for (JsonNode port : rule.path("ports")) {
            Optional<JsonNode> workload =
                    objects.workloads().filter(w -> name(w).equals(to)).findFirst();
            Optional<Integer> number = workload.isPresent()
                    ? port(workload.get(), port.path("port"))
                    : Optional.of(port.path("port").asInt(0));
            if (number.isEmpty()) {
                violations.add("NetworkPolicy " + name(policy) + ": opens a port that is not there: "
                        + Objects.toString(port.path("port")));
            }
            ways.add(from + " -> " + to + ":" + number.orElse(0));
        }
    }
}

package org.soundlift.app;

import static org.soundlift.app.support.KubernetesObjects.containerPort;
import static org.soundlift.app.support.KubernetesObjects.containers;
import static org.soundlift.app.support.KubernetesObjects.kind;
import static org.soundlift.app.support.KubernetesObjects.name;
import static org.soundlift.app.support.KubernetesObjects.podSpec;
import static org.soundlift.app.support.KubernetesObjects.port;
import static org.soundlift.app.support.KubernetesObjects.selects;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Setting;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;

/** The rules for every Kubernetes object that the project ships; each returns its violations. */
final class KubernetesPolicies {
    private final KubernetesObjects objects;
    private final List<String> violations = new ArrayList<>();

    private KubernetesPolicies(KubernetesObjects objects) {
        this.objects = objects;
    }

    static List<String> violations(KubernetesObjects objects) {
        KubernetesPolicies policies = new KubernetesPolicies(objects);
        policies.namespaceIsRestricted();
        objects.workloads().forEach(policies::workload);
        policies.selectorsMatch();
        policies.noSecretIsHandedOut();
        policies.violations.addAll(new KubernetesPaths(objects).violations());
        return policies.violations;
    }

    private void require(boolean good, JsonNode object, String otherwise) {
        if (!good) {
            violations.add(kind(object) + " " + name(object) + ": " + otherwise);
        }
    }

    private void namespaceIsRestricted() {
        boolean restricted = objects.ofKind("Namespace")
                .anyMatch(n -> n.at("/metadata/labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asString("")
                        .equals("restricted"));
        if (!restricted) {
            violations.add("the namespace does not enforce Pod Security restricted");
        }
    }

    private void workload(JsonNode workload) {
        JsonNode pod = podSpec(workload);
        require(pod.at("/securityContext/runAsNonRoot").asBoolean(false), workload, "may run as root");
        require(pod.at("/securityContext/runAsUser").asInt(0) > 0, workload, "has no number of a user");
        require(
                pod.at("/securityContext/seccompProfile/type").asString("").equals("RuntimeDefault"),
                workload,
                "has no seccomp profile");
        require(!pod.path("automountServiceAccountToken").asBoolean(true), workload, "gets a token of the API server");
        require(
                Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(pod::has)
                        && pod.path("volumes").valueStream().noneMatch(v -> v.has("hostPath")),
                workload,
                "reaches into its node");
        pod.path("volumes")
                .valueStream()
                .filter(v -> v.has("emptyDir"))
                .forEach(volume ->
                        require(volume.at("/emptyDir").has("sizeLimit"), workload, "may fill its node's disk"));
        require(
                pod.has("terminationGracePeriodSeconds") || name(workload).equals("mail"),
                workload,
                "is killed at once");
        containers(workload).forEach(container -> container(workload, container));
        pod.path("containers").valueStream().forEach(container -> probes(workload, container));
        if (kind(workload).equals("StatefulSet")) {
            Optional<JsonNode> service =
                    objects.find("Service", workload.at("/spec/serviceName").asString(""));
            require(
                    service.filter(s -> s.at("/spec/clusterIP").asString("").equals("None")
                                    && selects(s.at("/spec/selector"), workload))
                            .isPresent(),
                    workload,
                    "has no headless service");
            require(!workload.at("/spec/volumeClaimTemplates").isEmpty(), workload, "keeps nothing");
        }
    }

    private void container(JsonNode workload, JsonNode container) {
        JsonNode security = container.path("securityContext");
        require(!security.path("allowPrivilegeEscalation").asBoolean(true), workload, "may gain privileges");
        require(security.path("readOnlyRootFilesystem").asBoolean(false), workload, "can write to its root");
        require(security.at("/capabilities/drop/0").asString("").equals("ALL"), workload, "keeps capabilities");
        require(!security.path("privileged").asBoolean(false), workload, "is privileged");
        require(security.at("/capabilities/add").isEmpty(), workload, "adds capabilities");
        require(
                security.path("runAsNonRoot").asBoolean(true)
                        && security.path("runAsUser").asInt(1) > 0,
                workload,
                "has a container that runs as root");
        for (String limit : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
            require(!container.path("resources").at(limit).isMissingNode(), workload, "has no " + limit);
        }
        Map<String, JsonNode> volumes = new HashMap<>();
        podSpec(workload)
                .path("volumes")
                .valueStream()
                .forEach(v -> volumes.put(v.path("name").asString(), v));
        workload.at("/spec/volumeClaimTemplates").valueStream().forEach(v -> volumes.put(name(v), v));
        container
                .path("volumeMounts")
                .valueStream()
                .forEach(mount -> require(
                        volumes.containsKey(mount.path("name").asString()), workload, "mounts what does not exist"));
        Map<String, String> environment = environment(workload, container);
        if (container.path("image").asString("").startsWith("soundlift/")) {
            program(workload, container, environment);
        }
        environment.forEach((variable, value) -> {
            require(
                    variable.endsWith("_FILE") || !variable.matches(".*(PASSWORD|SECRET|TOKEN|_PASS)$"),
                    workload,
                    variable + " holds a secret for all to see");
            if (variable.endsWith("_FILE") && value.startsWith("/run/secrets/")) {
                secretFile(workload, container, volumes, variable, value);
            }
        });
    }

    /** The file exists: the volume is a secret, and the script that makes secrets makes that one. */
    private void secretFile(
            JsonNode workload, JsonNode container, Map<String, JsonNode> volumes, String variable, String path) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        String secret = "soundlift-" + folder.substring(folder.lastIndexOf('/') + 1);
        boolean mounted = container
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> mount.path("mountPath").asString("").equals(folder))
                .map(mount ->
                        Objects.requireNonNull(volumes.get(mount.path("name").asString())))
                .anyMatch(volume -> volume.at("/secret/secretName").asString("").equals(secret));
        require(mounted, workload, variable + " names a file that is not mounted");
        require(
                KubernetesManifestsTest.madeSecrets().contains(path.substring("/run/secrets/".length())),
                workload,
                variable + " names a secret that deploy/make-secrets does not make");
    }

    /** The objects of the project itself: their settings exist and are accepted, and ports and probes agree. */
    private void program(JsonNode workload, JsonNode container, Map<String, String> environment) {
        for (var entry : environment.entrySet()) {
            Optional<Setting<?>> setting = Settings.ALL.stream()
                    .filter(s -> s.variable().equals(entry.getKey())
                            || (s.secret() && s.fileVariable().equals(entry.getKey())))
                    .findFirst();
            require(
                    setting.isPresent() || !entry.getKey().startsWith("SOUNDLIFT_"),
                    workload,
                    entry.getKey() + " is no setting");
            if (setting.isPresent() && setting.get().variable().equals(entry.getKey())) {
                try {
                    new Settings(environment, Map.of()).get(setting.get());
                } catch (SettingsException e) {
                    require(false, workload, String.valueOf(e.getMessage()));
                }
            }
        }
        Settings settings = new Settings(environment, Map.of());
        require(
                container.at("/ports/0/containerPort").asInt(0) == settings.get(ServiceSettings.PORT),
                workload,
                "opens another port than the program does");
        Duration grace = Duration.ofSeconds(
                podSpec(workload).path("terminationGracePeriodSeconds").asInt(30));
        require(
                settings.get(ServiceSettings.DRAIN_TIMEOUT).compareTo(grace) < 0,
                workload,
                "is killed before it has given back its work");
        require(!podSpec(workload).path("topologySpreadConstraints").isEmpty(), workload, "may all be on one node");
    }

    private Map<String, String> environment(JsonNode workload, JsonNode container) {
        Map<String, String> environment = new HashMap<>();
        container.path("envFrom").valueStream().forEach(from -> {
            Optional<JsonNode> map =
                    objects.find("ConfigMap", from.at("/configMapRef/name").asString(""));
            require(map.isPresent(), workload, "takes settings from what does not exist");
            map.ifPresent(m -> m.path("data")
                    .propertyStream()
                    .forEach(e -> environment.put(e.getKey(), e.getValue().asString(""))));
        });
        container
                .path("env")
                .valueStream()
                .filter(e -> e.has("value"))
                .forEach(e -> environment.put(
                        e.path("name").asString(), e.path("value").asString("")));
        return environment;
    }

    private void probes(JsonNode workload, JsonNode container) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            require(container.has(probe), workload, "has no " + probe);
            for (String port : List.of("/httpGet/port", "/tcpSocket/port")) {
                JsonNode named = container.path(probe).at(port);
                require(
                        named.isMissingNode()
                                || containerPort(container, named.asString()).isPresent(),
                        workload,
                        probe + " asks a port that is not there");
            }
        }
    }

    private void selectorsMatch() {
        objects.workloads()
                .forEach(w ->
                        require(selects(w.at("/spec/selector/matchLabels"), w), w, "does not select its own pods"));
        objects.ofKind("Service").forEach(service -> {
            List<JsonNode> selected = objects.workloads()
                    .filter(w -> selects(service.at("/spec/selector"), w))
                    .toList();
            require(selected.size() == 1, service, "selects the pods of " + selected.size() + " workloads");
            selected.forEach(w -> service.at("/spec/ports")
                    .valueStream()
                    .forEach(p -> require(
                            port(w, p.path("targetPort")).isPresent(), service, "leads to a port that is not there")));
        });
        objects.ofKind("PodDisruptionBudget")
                .forEach(budget -> require(
                        objects.workloads().anyMatch(w -> selects(budget.at("/spec/selector/matchLabels"), w)),
                        budget,
                        "protects nothing"));
        objects.ofKind("Deployment")
                .filter(w -> !name(w).equals("mail"))
                .forEach(w -> require(
                        objects.ofKind("PodDisruptionBudget")
                                .anyMatch(b -> selects(b.at("/spec/selector/matchLabels"), w)),
                        w,
                        "may all be evicted at once"));
        objects.ofKind("Ingress").forEach(ingress -> {
            JsonNode service = ingress.at("/spec/rules/0/http/paths/0/backend/service");
            leadsTo(ingress, service, "name", service.at("/port/name"));
        });
        objects.ofKind("HTTPRoute").forEach(route -> {
            JsonNode service = route.at("/spec/rules/0/backendRefs/0");
            leadsTo(route, service, "port", service.path("port"));
        });
        objects.ofKind("PodMonitor")
                .forEach(monitor -> monitoredPort(monitor, monitor.at("/spec/podMetricsEndpoints/0")));
        objects.ofKind("HorizontalPodAutoscaler", "ScaledObject")
                .forEach(scaler -> require(
                        objects.find(
                                        "Deployment",
                                        scaler.at("/spec/scaleTargetRef/name").asString(""))
                                .filter(w -> w.at("/spec/replicas").isMissingNode())
                                .isPresent(),
                        scaler,
                        "scales what does not exist, or what has a number of its own"));
    }

    /** There is such a service, with a port of that name or number. */
    private void leadsTo(JsonNode from, JsonNode service, String property, JsonNode port) {
        require(
                objects.find("Service", service.path("name").asString(""))
                        .filter(found -> found.at("/spec/ports")
                                .valueStream()
                                .anyMatch(p -> p.path(property).equals(port)))
                        .isPresent(),
                from,
                "leads nowhere");
    }

    /** The pods have that port, and the script for secrets makes the token. */
    private void monitoredPort(JsonNode monitor, JsonNode endpoint) {
        JsonNode selector = monitor.at("/spec/selector");
        List<String> names = selector.has("matchLabels")
                ? List.of(selector.at("/matchLabels").iterator().next().asString())
                : selector.at("/matchExpressions/0/values")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
        for (String monitored : names) {
            require(
                    objects.workloads()
                            .filter(w -> name(w).equals(monitored))
                            .anyMatch(w -> port(w, endpoint.path("port")).isPresent()),
                    monitor,
                    "asks " + monitored + " at a port that is not there");
        }
        JsonNode token = endpoint.at("/authorization/credentials");
        require(
                token.isMissingNode()
                        || KubernetesManifestsTest.madeSecrets()
                                .contains(token.path("name").asString("").replaceFirst("^soundlift-", "") + "/"
                                        + token.path("key").asString("")),
                monitor,
                "needs a secret that deploy/make-secrets does not make");
    }

    private void noSecretIsHandedOut() {
        objects.ofKind("Secret").forEach(secret -> require(false, secret, "a secret that everybody knows"));
    }
}

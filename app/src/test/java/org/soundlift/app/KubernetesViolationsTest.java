package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each rule about the objects in {@code deploy/kubernetes} is shown a violation. */
class KubernetesViolationsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static KubernetesObjects production = new KubernetesObjects(List.of());

    @BeforeAll
    static void render() throws Exception {
        production = KubernetesObjects.render(Path.of("../deploy/kubernetes/overlays/production"));
    }

    @Test
    void misspeltFieldIsFound() {
        ObjectNode gateway = (ObjectNode)
                production.find("Deployment", "gateway").orElseThrow().deepCopy();
        ((ObjectNode) gateway.path("spec")).put("replicsa", 3);
        assertThat(catchThrowable(() -> KubernetesManifestsTest.parse(gateway))).hasMessageContaining("replicsa");
    }

    static Stream<Arguments> badFields() {
        String pod = "/spec/template/spec";
        return Stream.of(
                Arguments.of("Deployment", pod + "/containers/0/ports/0", "containerPort", 70_000),
                Arguments.of("Deployment", pod + "/containers/0/resources/limits", "memory", "384MB"),
                Arguments.of("Deployment", pod + "/topologySpreadConstraints/0", "whenUnsatisfiable", "Never"),
                Arguments.of("Deployment", pod + "/containers/0/livenessProbe", "periodSeconds", -1),
                Arguments.of("Deployment", "/metadata", "name", "Gateway_1"),
                Arguments.of("Deployment", "/metadata/labels", "app.kubernetes.io/name", "the gateway"),
                Arguments.of("NetworkPolicy", "/spec/egress/4/to/0/ipBlock", "cidr", "0.0.0.0/64"));
    }

    @ParameterizedTest(name = "{2} {3}")
    @MethodSource("badFields")
    void valueThatNoServerTakesIsFound(String kind, String pointer, String field, Object value) {
        KubernetesObjects seeded = production.copy();
        ((ObjectNode) seeded.find(kind, "gateway").orElseThrow().at(pointer)).putPOJO(field, value);
        KubernetesObjects again = new KubernetesObjects(seeded.all().stream()
                .map(object -> JSON.readTree(object.toString()))
                .toList());
        assertThat(KubernetesFields.violations(again)).anyMatch(found -> found.contains(String.valueOf(value)));
    }

    private static Arguments seeded(
            String kind, String name, String pointer, String expected, Consumer<ObjectNode> change) {
        return Arguments.of(kind, name, pointer, expected, change);
    }

    static Stream<Arguments> violations() {
        String pod = "/spec/template/spec";
        String container = pod + "/containers/0";
        return Stream.of(
                seeded("Namespace", "soundlift", "/metadata", "restricted", n -> n.remove("labels")),
                seeded("Deployment", "gateway", pod, "as root", n -> n.remove("securityContext")),
                seeded("Deployment", "auth", pod + "/securityContext", "number of a user", n -> n.put("runAsUser", 0)),
                seeded("Deployment", "auth", pod + "/securityContext", "seccomp", n -> n.remove("seccompProfile")),
                seeded("StatefulSet", "mysql", pod, "token", n -> n.remove("automountServiceAccountToken")),
                seeded("Deployment", "auth", pod, "into its node", n -> n.put("hostNetwork", true)),
                seeded("Deployment", "converter", pod + "/volumes/0/emptyDir", "disk", n -> n.remove("sizeLimit")),
                seeded("Deployment", "auth", pod, "killed at once", n -> n.remove("terminationGracePeriodSeconds")),
                seeded(
                        "Deployment",
                        "converter",
                        container + "/securityContext",
                        "privileges",
                        n -> n.remove("allowPrivilegeEscalation")),
                seeded(
                        "StatefulSet",
                        "mongodb",
                        container + "/securityContext",
                        "write to its root",
                        n -> n.put("readOnlyRootFilesystem", false)),
                seeded(
                        "StatefulSet",
                        "rabbitmq",
                        pod + "/initContainers/0/securityContext",
                        "capabilities",
                        n -> n.remove("capabilities")),
                seeded(
                        "Deployment",
                        "gateway",
                        container + "/resources/limits",
                        "/limits/memory",
                        n -> n.remove("memory")),
                seeded("Deployment", "gateway", container, "livenessProbe", n -> n.remove("livenessProbe")),
                seeded(
                        "Deployment",
                        "gateway",
                        container + "/readinessProbe/httpGet",
                        "readinessProbe asks",
                        n -> n.put("port", "htpt")),
                seeded("Deployment", "gateway", container + "/volumeMounts/0", "mounts what", n -> n.put("name", "x")),
                seeded(
                        "Deployment",
                        "gateway",
                        container + "/env/0",
                        "SOUNDLIFT_QUEUEE is no setting",
                        n -> n.put("name", "SOUNDLIFT_QUEUEE")),
                seeded(
                        "Deployment",
                        "converter",
                        container + "/env/0",
                        "is not mounted",
                        n -> n.put("value", "/run/secrets/nowhere/x")),
                seeded(
                        "Deployment",
                        "gateway",
                        container + "/env/2",
                        "does not make",
                        n -> n.put("value", "/run/secrets/database/x")),
                seeded(
                        "StatefulSet",
                        "mysql",
                        container + "/env/2",
                        "for all to see",
                        n -> n.put("name", "MYSQL_PASSWORD")),
                seeded(
                        "Deployment",
                        "gateway",
                        container + "/ports/0",
                        "another port",
                        n -> n.put("containerPort", 8080)),
                seeded("Deployment", "converter", pod, "given back", n -> n.put("terminationGracePeriodSeconds", 60)),
                seeded("Deployment", "converter", pod, "one node", n -> n.remove("topologySpreadConstraints")),
                seeded(
                        "Deployment",
                        "auth",
                        container + "/envFrom/0/configMapRef",
                        "settings from",
                        n -> n.put("name", "x")),
                seeded("StatefulSet", "mongodb", "/spec", "headless", n -> n.put("serviceName", "mongodb")),
                seeded("StatefulSet", "mongodb", "/spec", "keeps nothing", n -> n.remove("volumeClaimTemplates")),
                seeded("Deployment", "auth", "/spec/selector/matchLabels", "its own pods", n -> n.put("a", "b")),
                seeded(
                        "Service",
                        "gateway",
                        "/spec/selector",
                        "of 0 workloads",
                        n -> n.put("app.kubernetes.io/name", "gate")),
                seeded("Service", "mysql", "/spec/ports/0", "leads to a port", n -> n.put("targetPort", 3307)),
                seeded("PodDisruptionBudget", "auth", "/spec/selector/matchLabels", "evicted", n -> n.put("a", "b")),
                seeded(
                        "Ingress",
                        "soundlift",
                        "/spec/rules/0/http/paths/0/backend/service",
                        "leads nowhere",
                        n -> n.put("name", "web")),
                seeded(
                        "ScaledObject",
                        "converter",
                        "/spec/scaleTargetRef",
                        "scales what",
                        n -> n.put("name", "converters")),
                seeded(
                        "PodDisruptionBudget",
                        "auth",
                        "/spec/selector/matchLabels",
                        "protects nothing",
                        n -> n.put("a", "b")),
                seeded(
                        "Deployment",
                        "converter",
                        container + "/env/3",
                        "SOUNDLIFT_CONVERTER_SLOTS is",
                        n -> n.put("value", "many")),
                seeded("Deployment", "gateway", container, "has no startupProbe", n -> n.remove("startupProbe")),
                seeded("Deployment", "gateway", container, "has no readinessProbe", n -> n.remove("readinessProbe")),
                seeded(
                        "Deployment",
                        "converter",
                        container + "/securityContext",
                        "runs as root",
                        n -> n.put("runAsUser", 0)),
                seeded(
                        "Deployment",
                        "converter",
                        container + "/securityContext",
                        "privileged",
                        n -> n.put("privileged", true)),
                seeded(
                        "Deployment",
                        "converter",
                        container + "/securityContext/capabilities",
                        "adds",
                        n -> n.putArray("add").add("NET_RAW")),
                seeded(
                        "NetworkPolicy",
                        "names",
                        "/spec",
                        "closed that is needed: all pods -> kube-system:53",
                        n -> n.remove("egress")),
                seeded(
                        "NetworkPolicy",
                        "gateway",
                        "/spec",
                        "closed that is needed: ingress-nginx",
                        n -> n.remove("ingress")),
                seeded(
                        "NetworkPolicy",
                        "notification",
                        "/spec/egress/1/to/0/ipBlock",
                        "not needed: notification -> 0.0.0.0/0",
                        n -> n.remove("except")),
                seeded(
                        "NetworkPolicy",
                        "rabbitmq",
                        "/spec/ingress/2/from/0",
                        "not needed: any namespace",
                        n -> n.putObject("namespaceSelector")),
                seeded("NetworkPolicy", "auth", "/spec/podSelector/matchLabels", "about no pods", n -> n.put("a", "b")),
                seeded(
                        "NetworkPolicy",
                        "deny-all",
                        "/spec",
                        "not denied",
                        n -> ((ArrayNode) n.path("policyTypes")).remove(1)),
                seeded(
                        "NetworkPolicy",
                        "converter",
                        "/spec/egress/0/to/0/podSelector/matchLabels",
                        "not needed: converter -> mysql",
                        n -> n.put("app.kubernetes.io/name", "mysql")),
                seeded("NetworkPolicy", "auth", "/spec", "one end only: auth -> mysql", n -> n.remove("egress")),
                seeded("NetworkPolicy", "auth", "/spec/egress/0", "opens everything", n -> n.remove("to")),
                seeded(
                        "NetworkPolicy",
                        "mysql",
                        "/spec/ingress/0/ports/0",
                        "opens a port that is not there",
                        n -> n.put("port", 3307)));
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @MethodSource("violations")
    void violationIsFound(String kind, String name, String pointer, String expected, Consumer<ObjectNode> change) {
        KubernetesObjects seeded = production.copy();
        change.accept((ObjectNode) seeded.find(kind, name).orElseThrow().at(pointer));
        assertThat(KubernetesPolicies.violations(seeded)).anyMatch(violation -> violation.contains(expected));
    }

    @Test
    void secretInTheManifestsIsFound() {
        ObjectNode secret = JSON.createObjectNode().put("kind", "Secret");
        secret.putObject("metadata").put("name", "known");
        KubernetesObjects seeded = new KubernetesObjects(
                Stream.concat(production.all().stream(), Stream.of(secret)).toList());
        assertThat(KubernetesPolicies.violations(seeded)).anyMatch(v -> v.contains("everybody knows"));
    }
}

package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.app.support.KubernetesObjects.kind;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;

/** The manifests in {@code deploy/kubernetes}: nothing unknown in them, and our rules kept. */
class KubernetesManifestsTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static KubernetesObjects minikube = new KubernetesObjects(List.of());
    private static KubernetesObjects production = new KubernetesObjects(List.of());
    private static KubernetesObjects withoutKeda = new KubernetesObjects(List.of());

    @FunctionalInterface
    private interface StrictParser {
        void parse(JsonElement object) throws IOException;
    }

    private static final Map<String, StrictParser> PARSERS = Map.of(
            "Namespace", V1Namespace::validateJsonElement,
            "ConfigMap", V1ConfigMap::validateJsonElement,
            "Deployment", V1Deployment::validateJsonElement,
            "StatefulSet", V1StatefulSet::validateJsonElement,
            "Service", V1Service::validateJsonElement,
            "Ingress", V1Ingress::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement);

    /** Of KEDA, the Gateway API and the Prometheus operator, which the client does not know. */
    private static final Set<String> OTHERS =
            Set.of("ScaledObject", "TriggerAuthentication", "HTTPRoute", "PodMonitor");

    @BeforeAll
    static void render() throws Exception {
        minikube = KubernetesObjects.render(DEPLOY.resolve("kubernetes/overlays/minikube"));
        production = KubernetesObjects.render(DEPLOY.resolve("kubernetes/overlays/production"));
        withoutKeda = KubernetesObjects.render(DEPLOY.resolve("kubernetes/overlays/without-keda"));
    }

    /** The files that the script for secrets makes, such as {@code database/password}. */
    static Set<String> madeSecrets() {
        try {
            return Pattern.compile("^make (\\S+) ", Pattern.MULTILINE)
                    .matcher(Files.readString(DEPLOY.resolve("make-secrets")))
                    .results()
                    .map((MatchResult made) -> made.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void parse(JsonNode object) throws IOException {
        StrictParser parser = PARSERS.get(kind(object));
        if (parser == null) {
            assertThat(OTHERS).contains(kind(object));
        } else {
            parser.parse(JsonParser.parseString(object.toString()));
        }
    }

    @Test
    void everyObjectIsWhatItsKindMayBe() throws Exception {
        for (KubernetesObjects objects : List.of(minikube, production, withoutKeda)) {
            assertThat(objects.all()).hasSizeGreaterThan(30);
            for (JsonNode object : objects.all()) {
                parse(object);
            }
        }
    }

    @Test
    void ourRulesAreKept() {
        assertThat(KubernetesPolicies.violations(minikube)).isEmpty();
        assertThat(KubernetesPolicies.violations(production)).isEmpty();
        assertThat(KubernetesPolicies.violations(withoutKeda)).isEmpty();
    }

    @Test
    void valuesAreThoseThatAServerTakes() {
        for (KubernetesObjects objects : List.of(minikube, production, withoutKeda)) {
            assertThat(KubernetesFields.violations(objects)).isEmpty();
        }
    }

    @Test
    void componentsForOtherClustersFit() throws Exception {
        Path overlay = Files.createDirectories(Path.of("target/kustomize"));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: soundlift
                resources: [../../../deploy/kubernetes/base]
                components: [../../../deploy/kubernetes/components/gateway-api, ../../../deploy/kubernetes/components/pod-monitor]
                """);
        KubernetesObjects objects = KubernetesObjects.render(overlay);
        assertThat(objects.find("Ingress", "soundlift")).isEmpty();
        assertThat(objects.ofKind("HTTPRoute", "PodMonitor")).hasSize(3);
        assertThat(KubernetesFields.violations(objects)).isEmpty();
        assertThat(KubernetesPolicies.violations(objects)).isEmpty();
    }

    /** Immutable fields are alike in a small cluster and a large one, except for the sizes of volumes. */
    @Test
    void anOverlayCanBeChangedForAnother() {
        assertThat(KubernetesUpgrade.refused(production, withoutKeda)).isEmpty();
        assertThat(KubernetesUpgrade.refused(minikube, production))
                .containsExactlyInAnyOrder(
                        "StatefulSet rabbitmq: /spec/volumeClaimTemplates",
                        "StatefulSet mysql: /spec/volumeClaimTemplates",
                        "StatefulSet mongodb: /spec/volumeClaimTemplates");
    }

    @Test
    void kedaReadsASecretThatIsMade() {
        JsonNode reference = production
                .find("TriggerAuthentication", "rabbitmq")
                .orElseThrow()
                .at("/spec/secretTargetRef/0");
        assertThat(reference.path("name").asString()).isEqualTo("soundlift-scaler");
        assertThat(madeSecrets()).contains("scaler/" + reference.path("key").asString());
    }
}

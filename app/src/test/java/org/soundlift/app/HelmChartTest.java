package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.soundlift.app.support.KubernetesObjects.kind;
import static org.soundlift.app.support.KubernetesObjects.name;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The chart in {@code deploy/helm}, rendered by Helm: it gives a cluster the same objects as the overlays do. */
class HelmChartTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CHART = Path.of("../deploy/helm/soundlift");
    private static final Path KUBERNETES = Path.of("../deploy/kubernetes");

    private static KubernetesObjects chart(Object... namesAndValues) {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return KubernetesObjects.renderChart(CHART, "soundlift", values);
    }

    @Test
    void isWellFormed() {
        LintResult lint = new Helm(CHART).lint().strict().call();
        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    }

    /** Each object by kind and name, without what Helm and kustomize each add: labels of the tool, hashes of settings. */
    private static Map<String, JsonNode> comparable(KubernetesObjects objects) {
        Map<String, JsonNode> all = new TreeMap<>();
        for (JsonNode object : objects.all()) {
            String text = object.toString().replaceAll("\"(soundlift|rabbitmq)-[a-z0-9]{10}\"", "\"$1\"");
            ObjectNode plain = (ObjectNode) JSON.readTree(text);
            ObjectNode metadata = (ObjectNode) plain.path("metadata");
            metadata.withObject("labels")
                    .remove(List.of("app.kubernetes.io/part-of", "app.kubernetes.io/managed-by", "helm.sh/chart"));
            if (plain.at("/spec/template/metadata") instanceof ObjectNode pod) {
                pod.remove("annotations");
            }
            all.put(kind(plain) + " " + name(plain), plain);
        }
        all.remove("Namespace soundlift"); // Helm makes it, or an administrator.
        return all;
    }

    @Test
    void objectsAreThoseOfTheOverlays() throws Exception {
        assertThat(comparable(chart()))
                .isEqualTo(comparable(KubernetesObjects.render(KUBERNETES.resolve("overlays/production"))));
        assertThat(comparable(chart("scaling", "hpa")))
                .isEqualTo(comparable(KubernetesObjects.render(KUBERNETES.resolve("overlays/without-keda"))));
    }

    static Stream<KubernetesObjects> variants() {
        return Stream.of(
                chart(),
                chart("replicas.rabbitmq", 1, "scaling", "none", "podMonitor", true),
                chart(
                        "images.service",
                        "registry.example.org/soundlift/service@sha256:0123",
                        "config.SOUNDLIFT_REGISTRATION",
                        "open",
                        "entrance",
                        "gateway-api",
                        "host",
                        "sound.example.net",
                        "resources.gateway.limits.memory",
                        "512Mi"),
                chart(
                        "servers.mysql",
                        false,
                        "servers.mongodb",
                        false,
                        "servers.rabbitmq",
                        false,
                        "databaseUrl",
                        "jdbc:mariadb://db.example.org/soundlift"));
    }

    @Test
    void everyVariantIsWhatAClusterTakes() throws Exception {
        for (KubernetesObjects variant : variants().toList()) {
            assertThat(variant.all()).hasSizeGreaterThan(20);
            for (JsonNode object : variant.all()) {
                KubernetesManifestsTest.parse(object);
            }
            assertThat(KubernetesFields.violations(variant)).isEmpty();
            assertThat(KubernetesUpgrade.refused(chart(), variant)).isEmpty();
        }
        for (KubernetesObjects variant : variants().limit(3).toList()) { // The last one has no servers.
            assertThat(KubernetesPolicies.violations(withNamespace(variant))).isEmpty();
        }
    }

    /** Helm makes it, or an administrator. */
    private static KubernetesObjects withNamespace(KubernetesObjects objects) {
        JsonNode namespace = JSON.readTree("{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"soundlift\",\"labels\":"
                + "{\"pod-security.kubernetes.io/enforce\":\"restricted\"}}}");
        return new KubernetesObjects(
                Stream.concat(objects.all().stream(), Stream.of(namespace)).toList());
    }

    @Test
    void valuesReachTheObjects() {
        List<KubernetesObjects> all = variants().toList();
        KubernetesObjects third = all.get(2);
        JsonNode gateway = third.find("Deployment", "gateway").orElseThrow();
        JsonNode container = gateway.at("/spec/template/spec/containers/0");
        assertThat(container.path("image").asString()).isEqualTo("registry.example.org/soundlift/service@sha256:0123");
        assertThat(container.at("/resources/limits/memory").asString()).isEqualTo("512Mi");
        assertThat(third.find("Ingress", "soundlift")).isEmpty();
        assertThat(third.find("HTTPRoute", "soundlift")
                        .orElseThrow()
                        .at("/spec/hostnames/0")
                        .asString())
                .isEqualTo("sound.example.net");
        JsonNode config = third.find("ConfigMap", "soundlift").orElseThrow().path("data");
        assertThat(config.path("SOUNDLIFT_REGISTRATION").asString()).isEqualTo("open");
        assertThat(config.path("SOUNDLIFT_PUBLIC_URL").asString()).isEqualTo("https://sound.example.net");
        assertThat(chart("replicas.gateway", 0)
                        .find("Deployment", "gateway")
                        .orElseThrow()
                        .at("/spec/replicas")
                        .asInt())
                .isZero();
        assertThat(chart("serversOutside", true).find("NetworkPolicy", "servers-outside"))
                .isPresent();
        assertThat(gateway.at("/spec/template/metadata/annotations"))
                .as("pods begin anew with other settings")
                .isNotEqualTo(
                        chart().find("Deployment", "gateway").orElseThrow().at("/spec/template/metadata/annotations"));

        KubernetesObjects servers = all.get(3);
        assertThat(servers.ofKind("StatefulSet")).isEmpty();
        assertThat(servers.find("NetworkPolicy", "servers-outside")).isPresent();
        assertThat(servers.find("Deployment", "auth").orElseThrow().toString())
                .contains("jdbc:mariadb://db.example.org/soundlift");
        assertThat(all.get(1).find("PodMonitor", "soundlift")).isPresent();
    }

    @Test
    void everyNamespaceCanBeChosen() {
        KubernetesObjects media = KubernetesObjects.renderChart(CHART, "media", Map.of());
        assertThat(media.all())
                .allMatch(
                        object -> object.at("/metadata/namespace").asString("").equals("media"));
        assertThat(media.all().toString()).contains(".media.svc.").doesNotContain("soundlift.svc.");
    }

    @Test
    void entranceIsThePathOfThePublicUrl() {
        String url = "https://example.org/sound/";
        assertThat(chart("config.SOUNDLIFT_PUBLIC_URL", url)
                        .find("Ingress", "soundlift")
                        .orElseThrow()
                        .at("/spec/rules/0/http/paths/0/path")
                        .asString())
                .isEqualTo("/sound");
        assertThat(chart("config.SOUNDLIFT_PUBLIC_URL", url, "entrance", "gateway-api")
                        .find("HTTPRoute", "soundlift")
                        .orElseThrow()
                        .at("/spec/rules/0/matches/0/path/value")
                        .asString())
                .isEqualTo("/sound");
    }

    @Test
    void wordsThatAreNotKnownAreRefused() {
        assertThatThrownBy(() -> chart("scaling", "much")).hasMessageContaining("scaling must be keda, hpa or none");
        assertThatThrownBy(() -> chart("entrance", "door")).hasMessageContaining("entrance must be");
        assertThatThrownBy(() -> chart("servers.mysql", false)).hasMessageContaining("set databaseUrl");
    }
}

package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kubernetes objects as a cluster would get them. */
public record KubernetesObjects(List<JsonNode> all) {
    /** Of which the charts are rendered. */
    private static final String KUBERNETES = "1.30.0";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public KubernetesObjects {
        all = List.copyOf(all);
    }

    /** Renders a folder with {@code kubectl kustomize}, which needs no cluster. */
    public static KubernetesObjects render(Path folder) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException absent) {
            throw new AssertionError("These tests need kubectl 1.27 or later (it needs no cluster)", absent);
        }
        String yaml = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
        if (kubectl.waitFor() != 0) {
            throw new AssertionError("kubectl kustomize " + folder + " does not work");
        }
        return ofYaml(yaml);
    }

    /** Renders a chart with Helm's own program, which is a library here. */
    public static KubernetesObjects renderChart(Path chart, String namespace, Map<String, Object> values) {
        TemplateCommand template = new Helm(chart)
                .template()
                .withName("soundlift")
                .withNamespace(namespace)
                .withKubeVersion(KUBERNETES);
        values.forEach(template::set);
        return ofYaml(template.call());
    }

    private static KubernetesObjects ofYaml(String yaml) {
        List<JsonNode> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            objects.add(JSON.valueToTree(document));
        }
        return new KubernetesObjects(objects);
    }

    /** A copy that may be changed. */
    public KubernetesObjects copy() {
        return new KubernetesObjects(all.stream().map(JsonNode::deepCopy).toList());
    }

    public Stream<JsonNode> ofKind(String... kinds) {
        return all.stream().filter(object -> List.of(kinds).contains(kind(object)));
    }

    public Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    /** Deployments and StatefulSets. */
    public Stream<JsonNode> workloads() {
        return ofKind("Deployment", "StatefulSet");
    }

    public static String kind(JsonNode object) {
        return object.at("/kind").asString();
    }

    public static String name(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    public static JsonNode podSpec(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    /** Containers of a workload, those that only prepare it included. */
    public static Stream<JsonNode> containers(JsonNode workload) {
        return Stream.concat(
                podSpec(workload).path("containers").valueStream(),
                podSpec(workload).path("initContainers").valueStream());
    }

    /** Returns true if all labels of a selector are on the pods of a workload. */
    public static boolean selects(JsonNode matchLabels, JsonNode workload) {
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        return matchLabels.propertyStream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    /** The number of a port of a container, by its name or number. */
    public static Optional<Integer> containerPort(JsonNode container, String nameOrNumber) {
        return container
                .path("ports")
                .valueStream()
                .filter(p -> p.path("name").asString("").equals(nameOrNumber)
                        || p.path("containerPort").asString("").equals(nameOrNumber))
                .map(p -> p.path("containerPort").asInt(0))
                .findFirst();
    }

    /** The number of a port of a workload, by its name or number. */
    public static Optional<Integer> port(JsonNode workload, JsonNode nameOrNumber) {
        return podSpec(workload)
                .path("containers")
                .valueStream()
                .flatMap(c -> containerPort(c, nameOrNumber.asString("")).stream())
                .findFirst();
    }
}

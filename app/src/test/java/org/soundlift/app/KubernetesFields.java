package org.soundlift.app;

import static org.soundlift.app.support.KubernetesObjects.kind;
import static org.soundlift.app.support.KubernetesObjects.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.soundlift.app.support.KubernetesObjects;
import tools.jackson.databind.JsonNode;

/**
 * The values that an API server takes in fields, beyond their types: names and labels (RFC 1123, "Labels and Selectors"), ports,
 * quantities, and words of which there are only some.
 */
final class KubernetesFields {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?");
    private static final Pattern QUANTITY = Pattern.compile("\\d+(\\.\\d+)?(m|k|[KMGTP]i?)?");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}/(\\d|[12]\\d|3[0-2])");

    private static final Set<String> PORTS = Set.of("port", "containerPort", "targetPort");

    /** Those that the manifests use. */
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")),
            Map.entry("pathType", Set.of("Exact", "Prefix", "ImplementationSpecific")),
            Map.entry("protocol", Set.of("TCP", "UDP", "SCTP", "http")), // The last is KEDA's.
            Map.entry("podManagementPolicy", Set.of("OrderedReady", "Parallel")),
            Map.entry("fsGroupChangePolicy", Set.of("Always", "OnRootMismatch")),
            Map.entry("operator", Set.of("In", "NotIn", "Exists", "DoesNotExist")),
            Map.entry("selectPolicy", Set.of("Max", "Min", "Disabled")),
            Map.entry("imagePullPolicy", Set.of("Always", "IfNotPresent", "Never")),
            Map.entry("restartPolicy", Set.of("Always", "OnFailure", "Never")),
            Map.entry("policyTypes", Set.of("Ingress", "Egress")),
            Map.entry("accessModes", Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")));

    private final List<String> violations = new ArrayList<>();
    private String object = "";

    private KubernetesFields() {}

    static List<String> violations(KubernetesObjects objects) {
        KubernetesFields fields = new KubernetesFields();
        for (JsonNode each : objects.all()) {
            fields.object = kind(each) + " " + name(each);
            fields.require(NAME.matcher(name(each)).matches(), "name", name(each));
            each.path("data")
                    .propertyNames()
                    .forEach(key -> fields.require(CONFIG_KEY.matcher(key).matches(), "data", key));
            fields.walk("", each);
        }
        long distinct = objects.all().stream()
                .map(each -> kind(each) + " " + name(each))
                .distinct()
                .count();
        if (distinct != objects.all().size()) {
            fields.violations.add("two objects have one name");
        }
        return fields.violations;
    }

    private void require(boolean good, String field, String value) {
        if (!good) {
            violations.add(object + ": " + field + " can't be \"" + value + "\"");
        }
    }

    private void walk(String field, JsonNode node) {
        if (node.isObject()) {
            node.propertyStream().forEach(member -> {
                check(field, member.getKey(), member.getValue());
                walk(member.getKey(), member.getValue());
            });
        } else {
            node.valueStream().forEach(element -> walk(field, element));
        }
    }

    private void check(String parent, String field, JsonNode value) {
        if (Set.of("labels", "matchLabels").contains(parent) || (parent.equals("selector") && value.isString())) {
            require(LABEL_KEY.matcher(field).matches(), parent, field);
            require(LABEL.matcher(value.asString()).matches(), parent, value.asString());
        } else if (Set.of("requests", "limits").contains(parent) || field.equals("sizeLimit")) {
            require(QUANTITY.matcher(value.asString("")).matches(), parent + "/" + field, value.asString(""));
        } else if (PORTS.contains(field) && value.isValueNode()) {
            boolean good = value.isNumber()
                    ? value.asInt() >= 1 && value.asInt() <= 65_535
                    : PORT_NAME.matcher(value.asString()).matches();
            require(good, field, value.asString());
        } else if (field.equals("cidr")) {
            require(CIDR.matcher(value.asString()).matches(), field, value.asString());
        }
        words(field, value);
        if (field.endsWith("Seconds") || field.equals("failureThreshold") || field.equals("replicas")) {
            require(value.asInt(-1) >= 0, field, value.asString(""));
        }
    }

    private void words(String field, JsonNode value) {
        Set<String> words = WORDS.get(field);
        if (words == null) {
            return;
        }
        List<JsonNode> given = value.isArray() ? value.valueStream().toList() : List.of(value);
        given.forEach(word -> require(words.contains(word.asString("")), field, word.asString("")));
    }
}

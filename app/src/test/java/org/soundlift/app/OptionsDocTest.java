package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.Preset;
import org.soundlift.core.options.ValueForm;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/options.md} and the options in {@code openapi.json} are made from {@link AudioOption}; {@code make docs} writes them
 * again.
 */
final class OptionsDocTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "options.md");
    private static final Path OPENAPI =
            Path.of("..", "gateway", "src", "main", "resources", "org", "soundlift", "gateway", "web", "openapi.json");
    private static final boolean WRITES = Boolean.getBoolean("soundlift.write-docs");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OTHER_PARAMETERS = List.of(
            "filename",
            "url",
            "original_bytes",
            "original_seconds",
            "original_start",
            "callback_url",
            "Idempotency-Key",
            "wait");
    private static final String BEGIN = "<!-- options -->\n";
    private static final String END = "<!-- end of options -->\n";

    @Test
    void documentListsTheOptions() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (WRITES) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
        }
        assertThat(Files.readString(DOCUMENT)).contains(BEGIN + table() + END);
    }

    private static String table() {
        StringBuilder text = new StringBuilder("\n");
        for (AudioOption option : AudioOption.values()) {
            text.append("**`")
                    .append(option.text())
                    .append("`** (`")
                    .append(option.flag())
                    .append("`): ");
            text.append(option.meaning())
                    .append(" Allowed: ")
                    .append(option.valid())
                    .append(".\n\n");
        }
        text.append("| preset | stands for |\n|---|---|\n");
        for (Preset preset : Preset.values()) {
            text.append("| `").append(preset.text()).append("` | `");
            text.append(preset.options().entrySet().stream()
                    .map(entry -> entry.getKey().text() + "=" + entry.getValue())
                    .collect(Collectors.joining("` `")));
            text.append("` |\n");
        }
        return text.append("\n").toString();
    }

    @Test
    void interfaceDescribesTheOptions() throws IOException {
        ObjectNode all = (ObjectNode) JSON.readTree(Files.readString(OPENAPI));
        if (WRITES) {
            ArrayNode others = JSON.createArrayNode();
            parametersOf(all).stream().filter(parameter -> !isOption(parameter)).forEach(others::add);
            ((ObjectNode) all.at("/paths/~1convert/post")).set("parameters", others.addAll(parameters()));
            ((ObjectNode) all.at("/components/schemas/Options")).set("properties", JSON.valueToTree(properties()));
            Files.writeString(OPENAPI, JSON.writer().with(pretty()).writeValueAsString(all) + "\n");
        }
        List<String> names = parametersOf(all).stream()
                .map(parameter -> parameter.path("name").stringValue(""))
                .toList();
        assertThat(names)
                .hasSize(OTHER_PARAMETERS.size() + AudioOption.values().length)
                .containsAll(OTHER_PARAMETERS);
        assertThat(parametersOf(all).stream().filter(OptionsDocTest::isOption)).containsExactlyElementsOf(parameters());
        assertThat(all.at("/components/schemas/Options/properties").toString())
                .isEqualTo(JSON.valueToTree(properties()).toString());
    }

    private static List<JsonNode> parametersOf(JsonNode all) {
        List<JsonNode> parameters = new ArrayList<>();
        all.at("/paths/~1convert/post/parameters").forEach(parameters::add);
        return parameters;
    }

    private static boolean isOption(JsonNode parameter) {
        return AudioOption.of(parameter.path("name").stringValue("")).isPresent();
    }

    private static DefaultPrettyPrinter pretty() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withArrayIndenter(indenter).withObjectIndenter(indenter);
    }

    private static List<JsonNode> parameters() {
        List<JsonNode> parameters = new ArrayList<>();
        for (AudioOption option : AudioOption.values()) {
            ObjectNode parameter = JSON.createObjectNode();
            parameter.put("name", option.text()).put("in", "query").put("required", false);
            parameter.put("description", option.meaning());
            parameter.set("schema", JSON.valueToTree(asked(option)));
            parameters.add(parameter);
        }
        return parameters;
    }

    /** The form of an option in a request. Some options take words beside numbers. */
    private static Map<String, Object> asked(AudioOption option) {
        return switch (option.form()) {
            case ValueForm.Decimal _, ValueForm.Time _ -> Map.of("type", "string");
            default -> schema(option);
        };
    }

    /** The members of options in a status. A preset is there as the options that it stands for. */
    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (AudioOption option : AudioOption.values()) {
            if (option != AudioOption.PRESET) {
                Map<String, Object> schema = new LinkedHashMap<>(schema(option));
                schema.put("description", option.meaning());
                properties.put(option.text(), schema);
            }
        }
        return properties;
    }

    private static Map<String, Object> schema(AudioOption option) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (option.form()) {
            case ValueForm.Whole(int least, int most) -> {
                schema.put("type", "integer");
                schema.put("minimum", least);
                schema.put("maximum", most);
            }
            case ValueForm.Decimal(double least, double most) -> {
                schema.put("type", "number");
                schema.put("format", "double");
                schema.put("minimum", least);
                schema.put("maximum", most);
            }
            case ValueForm.Time _ -> {
                schema.put("type", "number");
                schema.put("format", "double");
            }
            case ValueForm.Flag _ -> schema.put("type", "boolean");
            case ValueForm.OneOf(List<String> words) -> {
                schema.put("type", "string");
                schema.put("enum", words);
            }
            case ValueForm.Text(int longest) -> {
                schema.put("type", "string");
                schema.put("maxLength", longest);
            }
        }
        return schema;
    }
}

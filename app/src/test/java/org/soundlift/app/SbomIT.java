package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar says what is in it (CycloneDX), and all of that may be given away with it. */
class SbomIT {
    /** Of each library one of its licences; names as SPDX has them, or as the library does where it has none. */
    private static final Set<String> ACCEPTED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-2.0",
            "MPL-2.0",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "Bouncy Castle Licence");

    /** The FFmpeg in the jar is a program of its own, which is started and not linked: its licence covers itself alone. */
    private static final String PROGRAM = "jave-nativebin";

    private static final String OF_PROGRAM = "GPL-v3.0";

    private static JsonNode components() throws IOException {
        try (JarFile jar =
                        new JarFile(Path.of(System.getProperty("soundlift.jar")).toFile());
                InputStream sbom = jar.getInputStream(Objects.requireNonNull(
                        jar.getEntry("META-INF/sbom/soundlift.cdx.json"), "no SBOM in the jar"))) {
            return JsonMapper.builder().build().readTree(sbom.readAllBytes()).required("components");
        }
    }

    @Test
    void everyLibraryHasAnAcceptedLicence() throws Exception {
        for (JsonNode component : components()) {
            List<String> licences = new ArrayList<>();
            for (JsonNode each : component.path("licenses")) {
                JsonNode licence = each.path("license");
                licences.add(licence.path("id")
                        .asString(licence.path("name")
                                .asString(each.path("expression").asString(""))));
            }
            String name = component.required("name").stringValue();
            assertThat(licences)
                    .as(name)
                    .containsAnyElementsOf(name.startsWith(PROGRAM) ? Set.of(OF_PROGRAM) : ACCEPTED);
        }
    }

    @Test
    void everyLibraryIsNamedWithItsVersion() throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode component : components()) {
            names.add(component.required("name").stringValue());
            assertThat(component.required("version").stringValue()).matches("[0-9][^,\\[\\]()]*");
            assertThat(component.required("purl").stringValue()).startsWith("pkg:maven/");
        }
        assertThat(names)
                .contains("jetty-server", "amqp-client", "sqlite-jdbc", "nimbus-jose-jwt", "soundlift-core")
                .anyMatch(name -> name.startsWith(PROGRAM));
    }
}

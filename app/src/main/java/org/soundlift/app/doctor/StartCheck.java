package org.soundlift.app.doctor;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.service.Finding;

/** Checks the ahead-of-time cache of the JVM (JEP 483), which the launchers name. */
record StartCheck(List<String> jvmArguments) {
    private static final String OPTION = "-XX:AOTCache=";

    static StartCheck ofThisProcess() {
        return new StartCheck(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    List<Finding> examine() {
        String java = "Java " + Runtime.version();
        Optional<Path> cache = jvmArguments.stream()
                .filter(argument -> argument.startsWith(OPTION))
                .map(argument -> Path.of(argument.substring(OPTION.length())))
                .findFirst();
        if (cache.isEmpty()) {
            return List.of(
                    Finding.ok("Java", java + ", without a cache of its classes: each start takes a second longer"));
        }
        return List.of(
                Files.isReadable(cache.get())
                        ? Finding.ok("Java", java + ", with its cache of classes")
                        : Finding.warning(
                                "Java",
                                java + ": the cache of classes can't be read: " + cache.get()
                                        + ". Each start takes a second longer"));
    }
}

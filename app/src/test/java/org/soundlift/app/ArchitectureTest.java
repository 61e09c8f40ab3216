package org.soundlift.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of docs/architecture.md. Each rule is also shown a class that breaks it, below package {@code violation}
 * in the tests, so that no rule can pass because it looks at nothing.
 */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.soundlift");

    private static final String CORE = "..soundlift.core..";
    private static final String MP4 = "..soundlift.mp4..";
    private static final String APP = "..soundlift.app..";
    private static final List<String> SERVICES = List.of(
            "..soundlift.auth..", "..soundlift.gateway..", "..soundlift.converter..", "..soundlift.notification..");
    private static final List<String> ADAPTERS = List.of(
            "..soundlift.auth.remote..",
            "..soundlift.queue.sql..",
            "..soundlift.queue.rabbitmq..",
            "..soundlift.queue.json..",
            "..soundlift.storage.filesystem..",
            "..soundlift.storage.gridfs..",
            "..soundlift.storage.s3..",
            "..soundlift.notification.log..",
            "..soundlift.notification.smtp..",
            "..soundlift.notification.webhook..");
    private static final String[] DRIVERS = {
        "org.sqlite..",
        "com.zaxxer..",
        "com.mysql..",
        "org.mariadb..",
        "com.rabbitmq..",
        "com.mongodb..",
        "software.amazon..",
        "jakarta.mail.."
    };

    private static final Map<String, ArchRule> RULES = rules();

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put(
                "core uses only the JDK",
                classes()
                        .that()
                        .resideInAPackage(CORE)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(CORE, "java..", "javax.crypto..", "org.jspecify.."));
        rules.put(
                "core does no I/O and reads no settings",
                noClasses()
                        .that()
                        .resideInAPackage(CORE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.nio.channels..", "java.net..", "java.sql.."));
        rules.put(
                "core knows no files",
                noClasses()
                        .that()
                        .resideInAPackage(CORE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.nio.file.."));
        rules.put(
                "mp4 runs in browsers too: it uses core and what these get of the JDK",
                classes()
                        .that()
                        .resideInAPackage(MP4)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                CORE,
                                MP4,
                                "java.lang..",
                                "java.io..",
                                "java.math..",
                                "java.nio",
                                "java.nio.channels..",
                                "java.nio.charset..",
                                "java.time..",
                                "java.util..",
                                "org.jspecify.."));
        for (String service : SERVICES) {
            rules.put(
                    service + " knows no other service",
                    noClasses()
                            .that()
                            .resideInAPackage(service)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(SERVICES.stream()
                                    .filter(s -> !s.equals(service))
                                    .toArray(String[]::new)));
            rules.put(
                    service + " knows no driver",
                    noClasses()
                            .that()
                            .resideInAPackage(service)
                            .and()
                            .resideOutsideOfPackages(ADAPTERS.toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(DRIVERS));
            rules.put(
                    service + " knows no adapter",
                    noClasses()
                            .that()
                            .resideInAPackage(service)
                            .and()
                            .resideOutsideOfPackages(ADAPTERS.toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(ADAPTERS.toArray(String[]::new)));
        }
        for (String adapter : ADAPTERS) {
            // How messages look in JSON is what the adapters of the queue share.
            String[] others = ADAPTERS.stream()
                    .filter(a -> !a.equals(adapter) && !a.contains("json"))
                    .toArray(String[]::new);
            rules.put(
                    adapter + " knows no other adapter",
                    noClasses()
                            .that()
                            .resideInAPackage(adapter)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others));
        }
        rules.put(
                "what services share over HTTP knows no service",
                noClasses()
                        .that()
                        .resideInAPackage("..soundlift.http..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SERVICES.toArray(String[]::new)));
        rules.put(
                "nothing sees app",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(APP)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(APP));
        rules.put(
                "only the wiring sees adapters",
                noClasses()
                        .that()
                        .resideInAPackage(APP)
                        .and()
                        .resideOutsideOfPackage("..soundlift.app.wiring..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(ADAPTERS.toArray(String[]::new))));
        rules.put(
                "only app asks for the environment",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(APP)
                        .should()
                        .callMethod(System.class, "getenv")
                        .orShould()
                        .callMethod(System.class, "getenv", String.class));
        rules.put(
                "only app ends the process",
                noClasses().that().resideOutsideOfPackage(APP).should().callMethod(System.class, "exit", int.class));
        rules.put(
                "no circles of packages",
                slices().matching("..soundlift.(**)").should().beFreeOfCycles());
        rules.put(
                "the ledger knows no Javalin",
                noClasses()
                        .that()
                        .resideInAPackage("..soundlift.gateway.ledger..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.javalin.."));
        rules.put(
                "no constructor takes more than six parameters in gateway and converter",
                noConstructors()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage("..soundlift.gateway..", "..soundlift.converter..")
                        .should(haveMoreThanSixParameters()));
        rules.put(
                "no type of a driver in a port",
                noClasses()
                        .that(resideInAPackage(CORE).and(JavaClass.Predicates.INTERFACES))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(DRIVERS));
        return rules;
    }

    private static ArchCondition<JavaConstructor> haveMoreThanSixParameters() {
        return new ArchCondition<>("have more than six parameters") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                int count = constructor.getRawParameterTypes().size();
                events.add(new SimpleConditionEvent(
                        constructor, count > 6, constructor.getFullName() + " has " + count + " parameters"));
            }
        };
    }

    @TestFactory
    Stream<DynamicTest> rulesHold() {
        return RULES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(OURS)));
    }

    /** The packages below {@code violation} are named like those that the rules look at. */
    @Test
    void eachRuleCatchesAViolation() {
        JavaClasses violations = new ClassFileImporter().importPackages("org.soundlift", "violation");
        List<String> uncaught = new ArrayList<>();
        RULES.forEach((name, rule) -> {
            try {
                assertThatThrownBy(() -> rule.check(violations)).as(name).isInstanceOf(AssertionError.class);
            } catch (AssertionError e) {
                uncaught.add(name);
            }
        });
        assertThat(uncaught).isEmpty();
    }
}

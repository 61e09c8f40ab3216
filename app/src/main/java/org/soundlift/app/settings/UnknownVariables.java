package org.soundlift.app.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.soundlift.core.service.NearestName;

/** Finds variables that look like settings and are none: misspelt ones would otherwise be ignored in silence. */
public final class UnknownVariables {
    /** Of the launchers, of Compose files and of the tests, which read them themselves. */
    private static final Set<String> OF_LAUNCHERS = Set.of(
            "SOUNDLIFT_JAVA_HOME",
            "SOUNDLIFT_JAVA_OPTIONS",
            "SOUNDLIFT_VERSION",
            "SOUNDLIFT_TEST_MEDIA",
            "SOUNDLIFT_HOSTILE_MEDIA",
            "SOUNDLIFT_QUIRK_MEDIA",
            "SOUNDLIFT_QUIRK_CHECK");

    /** Kubernetes sets these for Services with names that begin with soundlift. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("SOUNDLIFT_(.*_)?(SERVICE_|PORT_[0-9]+_).*|SOUNDLIFT_.+_PORT");

    private UnknownVariables() {}

    /** Returns a sentence for each unknown variable of the environment. */
    public static List<String> warnings(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(Setting.PREFIX) && !known().contains(name))
                .filter(name -> !OF_LAUNCHERS.contains(name)
                        && !OF_KUBERNETES.matcher(name).matches())
                .sorted()
                .map(UnknownVariables::warning)
                .toList();
    }

    private static Set<String> known() {
        Set<String> names = new TreeSet<>();
        for (Setting<?> setting : Settings.ALL) {
            names.add(setting.variable());
            if (setting.secret()) {
                names.add(setting.fileVariable());
            }
        }
        return names;
    }

    private static String warning(String name) {
        return name + " is no setting and is ignored."
                + NearestName.of(name, known(), Setting.PREFIX.length())
                        .map(nearest -> " Did you mean " + nearest + "?")
                        .orElse("");
    }
}

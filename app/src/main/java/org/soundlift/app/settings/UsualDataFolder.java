package org.soundlift.app.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The data folder of users that name none.
 *
 * @param system the name of the operating system, as in {@code os.name}
 * @param home of the user
 * @param here the working folder
 */
public record UsualDataFolder(Map<String, String> environment, String system, Path home, Path here) {
    /** One of these is in each folder that a service has used. */
    private static final List<String> SIGNS = List.of("soundlift.db", "gateway.lock", "converter.lock", "auth.lock");

    static UsualDataFolder of(Map<String, String> environment) {
        return new UsualDataFolder(
                environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")), Path.of(""));
    }

    /** Returns the folder {@code data} in the working folder, if earlier versions have used it. */
    public Optional<Path> earlier() {
        Path data = here.resolve("data");
        return SIGNS.stream().anyMatch(sign -> Files.exists(data.resolve(sign))) ? Optional.of(data) : Optional.empty();
    }

    /** Returns the folder, whether it exists or not. */
    public Path path() {
        return earlier().orElseGet(this::ofUser);
    }

    /** Follows the XDG Base Directory Specification, Apple's File System Programming Guide, and Windows' known folders. */
    private Path ofUser() {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            return variable("LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"))
                    .resolve("Soundlift");
        }
        if (lower.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Soundlift");
        }
        return variable("XDG_DATA_HOME")
                .filter(Path::isAbsolute) // The specification says to ignore others.
                .orElse(home.resolve(".local").resolve("share"))
                .resolve("soundlift");
    }

    private Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }
}

package org.soundlift.app.command.convert;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The places that this process writes to. */
enum Terminal {
    OUTPUT(1),
    ERRORS(2);

    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/|tty|console).*");

    private final Path link;

    Terminal(int descriptor) {
        this.link = Path.of("/proc/self/fd/" + descriptor);
    }

    /** Returns true if a person sees it. Java knows only whether that is so of input and output together. */
    boolean isShown() {
        try {
            return DEVICE.matcher(Files.readSymbolicLink(link).toString()).matches();
        } catch (IOException | UnsupportedOperationException e) { // Other systems than Linux.
            return Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent();
        }
    }
}

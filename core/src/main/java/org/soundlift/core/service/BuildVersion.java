package org.soundlift.core.service;

import java.util.Optional;

/** The version of Soundlift that runs. */
public final class BuildVersion {
    private BuildVersion() {}

    /** Returns the version that the build has written into the jar; empty where it is not packaged. */
    public static Optional<String> current() {
        return Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion());
    }
}

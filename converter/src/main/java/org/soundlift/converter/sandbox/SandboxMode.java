package org.soundlift.converter.sandbox;

/** The confinement of programs that read the files of strangers. */
public enum SandboxMode {
    /** As far as the system can. */
    AUTO,
    /** In every way, or not at all. */
    REQUIRED,
    /** Not at all. */
    OFF
}

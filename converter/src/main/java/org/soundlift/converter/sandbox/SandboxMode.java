package org.soundlift.converter.sandbox;

/** Whether programs that read what strangers sent are confined. */
public enum SandboxMode {
    /** As far as the system can. */
    AUTO,
    /** In every way, or not at all. */
    REQUIRED,
    /** Not at all. */
    OFF
}

package violation.soundlift.http;

import org.soundlift.gateway.Gateway;

/** Breaks a rule of ArchitectureTest on purpose. */
public record HttpWithService(Gateway gateway) {}

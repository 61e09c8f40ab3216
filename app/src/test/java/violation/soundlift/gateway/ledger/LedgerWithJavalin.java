package violation.soundlift.gateway.ledger;

import io.javalin.http.Context;

/** Breaks a rule of ArchitectureTest on purpose. */
public record LedgerWithJavalin(Context context) {}

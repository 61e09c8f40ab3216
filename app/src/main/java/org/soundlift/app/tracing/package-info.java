/**
 * Traces for a collector of OpenTelemetry.
 *
 * <p>Read {@link org.soundlift.app.tracing.OtlpTracing} first.
 *
 * <p>Knows OpenTelemetry's SDK, and the traces of core.
 *
 * <p>Must never hold up what it records.
 */
package org.soundlift.app.tracing;

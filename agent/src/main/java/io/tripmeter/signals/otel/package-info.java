/**
 * The metrics of another OpenTelemetry in the process, its agent's or the application's: they observe the agent's series when they are collected.
 *
 * <p>Class loader: the AGENT's own. That OpenTelemetry is called by reflection: it is another copy than the agent's.
 */
package io.tripmeter.signals.otel;

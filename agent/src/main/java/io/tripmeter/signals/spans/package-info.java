/**
 * Spans: one per unit of work, and one per statement if asked for. {@link io.tripmeter.signals.spans.Spans} is what the agent tells them,
 * {@link io.tripmeter.signals.spans.SpanSource} who makes them, {@link io.tripmeter.signals.spans.Tracing} decides.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. No type of OpenTelemetry's in here.
 */
package io.tripmeter.signals.spans;

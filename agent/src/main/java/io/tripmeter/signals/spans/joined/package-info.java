/**
 * The spans of another tracer in the process: of OpenTelemetry's, Datadog's or Elastic's agent, or of an application's SDK: the cost of units of work and the round
 * trips of statements go onto them, and no span is made here. Their classes are the application's or the other agent's, so they are called
 * by method handles.
 *
 * <p>Class loader: the AGENT's own, invisible to the application.
 */
package io.tripmeter.signals.spans.joined;

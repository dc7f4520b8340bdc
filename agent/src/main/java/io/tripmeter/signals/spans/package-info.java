/**
 * Spans: one per request, and one per statement if asked for, through the OpenTelemetry SDK.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. OpenTelemetry's classes are relocated there, so that an application's own
 * API and SDK are neither seen nor touched. {@link io.tripmeter.signals.spans.Tracing} is the only class that others use; those that name a type of
 * OpenTelemetry's are loaded on the thread {@code tripmeter-start}, never on an application's.
 *
 * <p>No java.util.logging: the SDK logs there, its initialisation belongs to the application (WildFly, #2591), and an application that reads
 * its logging configuration again would undo any level of ours. As OpenTelemetry's own agent does, the build relocates
 * {@code java.util.logging.Logger} in the libraries to {@link io.tripmeter.signals.spans.LibraryLogger}. What matters to an operator is said by
 * Tripmeter itself, once a minute at most: see {@link io.tripmeter.signals.spans.ExportFailures}.
 */
package io.tripmeter.signals.spans;

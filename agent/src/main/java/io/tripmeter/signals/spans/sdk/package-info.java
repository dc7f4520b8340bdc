/**
 * Spans of the agent's own OpenTelemetry SDK, the only package that names its types.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. OpenTelemetry's classes are relocated there: an application's own API and
 * SDK are neither seen nor touched. They are loaded on the thread {@code tripmeter-start}, never on an application's.
 *
 * <p>No java.util.logging: the SDK logs there, its initialisation belongs to the application (WildFly, #2591), and an application that reads
 * its logging configuration again would undo any level of ours. As OpenTelemetry's own agent does, the build relocates
 * {@code java.util.logging.Logger} in the libraries to {@link io.tripmeter.signals.spans.sdk.LibraryLogger}. Tripmeter itself reports the
 * failures that concern an operator, once a minute at most: see {@link io.tripmeter.signals.spans.sdk.ExportFailures}.
 */
package io.tripmeter.signals.spans.sdk;

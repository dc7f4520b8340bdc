/**
 * What Tripmeter costs and saves, measured beside the bare application and OpenTelemetry's agent in one run; how to start it and what
 * came out stands in docs/performance.md.
 *
 * <p>Loaded by the JVM that runs the measurements, never inside an application that an agent is attached to.
 */
package io.tripmeter.bench;

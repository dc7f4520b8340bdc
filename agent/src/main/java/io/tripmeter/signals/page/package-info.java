/**
 * The HTTP listener: metrics for Prometheus, health, and the HTML page.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Runs on daemon threads of its own.
 */
package io.tripmeter.signals.page;

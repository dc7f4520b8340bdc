/**
 * The HTTP listener: metrics for Prometheus, health, and a page for people.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. On daemon threads of its own, from the first pool or connection on.
 */
package io.tripmeter.signals.page;

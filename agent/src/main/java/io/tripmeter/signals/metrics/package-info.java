/**
 * The view of the counts: metrics for Prometheus, and the state of pools for the page and JMX.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Hot paths record into {@code boot} only. Micrometer and
 * Prometheus classes are loaded by the first scrape.
 */
package io.tripmeter.signals.metrics;

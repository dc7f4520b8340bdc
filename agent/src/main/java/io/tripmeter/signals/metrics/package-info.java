/**
 * The view of the counts: metrics for Prometheus, MBeans for JMX, and the state of pools for the page.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Hot paths record into {@code boot} only. Micrometer and
 * Prometheus classes are loaded by the first scrape, those of JMX after the first pool on a background thread.
 */
package io.tripmeter.signals.metrics;

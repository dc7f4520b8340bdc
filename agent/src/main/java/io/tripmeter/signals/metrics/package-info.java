/**
 * What is counted, made ready to be seen: metrics for Prometheus, MBeans for JMX, and what a page shows of a pool.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Hot paths record into {@code boot} and into nothing else; Micrometer
 * and Prometheus classes are loaded at the first scrape, JMX ones after the first pool on a background thread.
 */
package io.tripmeter.signals.metrics;

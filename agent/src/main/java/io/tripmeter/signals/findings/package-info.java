/**
 * What is wrong and what to do about it, found in what the agent counts anyway.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Computed when somebody asks, on the asking thread.
 */
package io.tripmeter.signals.findings;

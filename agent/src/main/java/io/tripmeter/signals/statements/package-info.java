/**
 * The table of the statements that cost most.
 *
 * <p>Class loader: the AGENT's own, invisible to the application.
 */
package io.tripmeter.signals.statements;

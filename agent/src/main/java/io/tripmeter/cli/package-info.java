/**
 * The command line of {@code java -jar tripmeter-agent.jar}.
 *
 * <p>Class loader: the AGENT's own, there without an application.
 */
package io.tripmeter.cli;

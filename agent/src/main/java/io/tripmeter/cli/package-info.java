/**
 * What {@code java -jar tripmeter-agent.jar} does.
 *
 * <p>Class loader: the AGENT's own, also without an application.
 */
package io.tripmeter.cli;

/**
 * The agent's own log on stderr, and the masking of secrets.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Depends on nothing else of the agent.
 */
package io.tripmeter.log;

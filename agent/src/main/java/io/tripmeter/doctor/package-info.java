/**
 * {@code java -jar tripmeter-agent.jar doctor}: looks at a database from this machine, or asks a JVM that Tripmeter is in.
 *
 * <p>Class loader: the AGENT's own, there without an application.
 */
package io.tripmeter.doctor;

/** The SYSTEM loader: {@link io.tripmeter.AgentMain} alone, what the JVM and the command line start. */
package io.tripmeter;

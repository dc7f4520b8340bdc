/**
 * Fixtures of tests, demo and benchmarks: a PostgreSQL, a link that delays and counts, JVMs of their own, collectors.
 *
 * <p>Loaded by the JVM that runs the tests, never inside an application that the agent is attached to.
 */
package io.tripmeter.testing;

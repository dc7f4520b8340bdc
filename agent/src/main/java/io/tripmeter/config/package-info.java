/**
 * The options, the sources of their values, and the report of bad values.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. On the start-up path: no lambdas, no {@code java.nio.file},
 * no {@code java.util.logging}.
 */
package io.tripmeter.config;

/**
 * The options, where their values come from and what is wrong with them.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. On the start-up path: no lambdas, no {@code java.nio.file},
 * no {@code java.util.logging}.
 */
package io.tripmeter.config;

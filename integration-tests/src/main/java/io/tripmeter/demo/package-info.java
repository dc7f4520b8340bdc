/**
 * The demo: the sample application over a long link, first without Tripmeter and then with it, side by side.
 *
 * <p>Runs in a JVM of its own beside the sample application's; the agent is attached to that one only.
 */
package io.tripmeter.demo;

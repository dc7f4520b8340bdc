/**
 * The last slow requests, with when each of their round trips was.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Called on the application's threads; read by whoever shows it.
 */
package io.tripmeter.signals.waterfall;

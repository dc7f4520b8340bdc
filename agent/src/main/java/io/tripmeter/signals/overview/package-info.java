/**
 * The overview: everything that is known of this JVM as one JSON document, for the page and for tickets.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Computed when it is asked for, on the listener's thread.
 */
package io.tripmeter.signals.overview;

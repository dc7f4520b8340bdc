/**
 * Slow statements, and statements that a request repeats from one place.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Called on the application's threads, on slow paths only. Nothing
 * here throws into them, and no literal of a statement leaves this package.
 */
package io.tripmeter.signals.slowquery;

/**
 * The servers whose requests are counted, and what becomes of a request.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. Nothing here pins a class loader of the application: what is known about
 * its classes is kept in those classes themselves ({@link java.lang.ClassValue}), what is known about a request in that request.
 */
package io.tripmeter.work;

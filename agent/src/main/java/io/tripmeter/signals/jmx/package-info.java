/**
 * MBeans for JMX.
 *
 * <p>Class loader: the AGENT's own, invisible to the application. JMX's classes are loaded after the first pool, on a background thread.
 */
package io.tripmeter.signals.jmx;

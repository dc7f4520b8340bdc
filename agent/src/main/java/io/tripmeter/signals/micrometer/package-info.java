/**
 * The application's own Micrometer registries, which show the agent's series beside the application's meters. Observed when they are read:
 * nothing is recorded into them.
 *
 * <p>Class loader: the AGENT's own. The application's Micrometer is called by reflection: it is another one than the agent's.
 */
package io.tripmeter.signals.micrometer;

/**
 * In the AGENT's own loader: finds the classes to change as they are loaded, and changes them. Nothing here loads ByteBuddy before a
 * class on a list is seen.
 */
package io.tripmeter.install;

/**
 * In the AGENT's own loader: finds the classes to change as they are loaded, and changes them. Knows no library that it changes. Nothing
 * here loads ASM before a class on a list is seen.
 */
package io.tripmeter.weave;

/** In the AGENT's own loader: reading and calling the application's objects, whose classes the agent cannot name. Cold paths only. */
package io.tripmeter.reflect;

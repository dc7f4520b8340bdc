/** In the AGENT's own loader: replicas, and the connections that read-only work gets from them. Loaded only if an operator names one. */
package io.tripmeter.replica;

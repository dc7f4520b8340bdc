/** In the AGENT's own loader: opening a pool's connections in parallel, each on a daemon thread of the agent's that ends with it. */
package io.tripmeter.warmup;

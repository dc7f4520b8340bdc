/** In the AGENT's own loader: what Tripmeter knows about Agroal, and no other package does. */
package io.tripmeter.pool.agroal;

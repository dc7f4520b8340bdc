/** In the AGENT's own loader: what Tripmeter knows about c3p0, and no other package does. */
package io.tripmeter.pool.c3p0;

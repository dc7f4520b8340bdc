/** In the AGENT's own loader: what Tripmeter knows about Vibur DBCP, and no other package does. */
package io.tripmeter.pool.vibur;

/** In the AGENT's own loader: what Tripmeter knows about Oracle's Universal Connection Pool, and no other package does. */
package io.tripmeter.pool.ucp;

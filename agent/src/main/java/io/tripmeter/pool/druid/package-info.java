/** In the AGENT's own loader: what Tripmeter knows about Druid, and no other package does. */
package io.tripmeter.pool.druid;

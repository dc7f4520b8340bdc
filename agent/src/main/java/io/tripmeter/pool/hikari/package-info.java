/** In the AGENT's own loader: what Tripmeter knows about HikariCP, and no other package does. */
package io.tripmeter.pool.hikari;

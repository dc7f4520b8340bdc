/** In the AGENT's own loader: what Tripmeter knows about Tomcat JDBC, and no other package does. */
package io.tripmeter.pool.tomcat;

/** In the AGENT's own loader: what Tripmeter knows about Apache Commons DBCP 2 and Tomcat's copy of it, and no other package does. */
package io.tripmeter.pool.dbcp;

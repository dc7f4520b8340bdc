/** In the AGENT's own loader: requests of the JDK's HTTP server. */
package io.tripmeter.work.jdk;

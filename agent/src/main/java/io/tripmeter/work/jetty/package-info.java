/** In the AGENT's own loader: requests of Jetty 12's own handlers. */
package io.tripmeter.work.jetty;

/** In the AGENT's own loader: requests of Reactor Netty, and the routes of Spring WebFlux. */
package io.tripmeter.work.reactor;

/** In the AGENT's own loader: requests of Micronaut's server on Netty. */
package io.tripmeter.work.micronaut;

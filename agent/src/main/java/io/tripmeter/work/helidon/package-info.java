/** In the AGENT's own loader: requests of Helidon's own server. */
package io.tripmeter.work.helidon;

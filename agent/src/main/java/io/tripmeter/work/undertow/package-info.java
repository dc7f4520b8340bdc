/** In the AGENT's own loader: requests of Undertow's handlers. */
package io.tripmeter.work.undertow;

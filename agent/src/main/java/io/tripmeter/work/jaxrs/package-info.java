/** In the AGENT's own loader: routes of JAX-RS frameworks, inside of any server. */
package io.tripmeter.work.jaxrs;

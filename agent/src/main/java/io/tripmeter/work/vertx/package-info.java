/** In the AGENT's own loader: requests of Vert.x, and the routes of vertx-web. */
package io.tripmeter.work.vertx;

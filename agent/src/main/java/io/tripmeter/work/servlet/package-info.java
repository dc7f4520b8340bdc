/** In the AGENT's own loader: requests of servlets and filters, javax and jakarta, in any container. */
package io.tripmeter.work.servlet;

/** In the AGENT's own loader: Ktor's own engines, and the routes of its router on any. */
package io.tripmeter.work.ktor;

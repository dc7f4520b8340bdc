/** In the AGENT's own loader: what is told of the application: metrics, the page, the slow-query log, spans. A package each. */
package io.tripmeter.signals;

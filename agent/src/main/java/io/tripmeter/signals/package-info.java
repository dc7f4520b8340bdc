/** In the AGENT's own loader: the signals about the application: metrics, page, slow-query log and spans, a package each. */
package io.tripmeter.signals;

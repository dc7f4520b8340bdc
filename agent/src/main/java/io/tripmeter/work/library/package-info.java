/** In the AGENT's own loader: work that libraries do by one call each, jobs and messages. */
package io.tripmeter.work.library;

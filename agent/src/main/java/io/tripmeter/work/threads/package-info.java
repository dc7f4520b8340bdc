/** In the AGENT's own loader: tasks that a unit of work hands to other threads. */
package io.tripmeter.work.threads;

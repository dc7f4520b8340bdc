/** In the AGENT's own loader: runs of a ScheduledExecutorService's tasks. */
package io.tripmeter.work.scheduled;

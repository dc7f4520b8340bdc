/** In the AGENT's own loader: the migration tools, whose long statements no timeout of ours may end. */
package io.tripmeter.migration;

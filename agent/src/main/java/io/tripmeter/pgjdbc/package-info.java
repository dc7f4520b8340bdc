/** In the AGENT's own loader: what Tripmeter knows about pgjdbc, the classes it changes and the connections it opens. */
package io.tripmeter.pgjdbc;

/** In the AGENT's own loader: the driver's connections from their opening to their end. They are opened by plan, set up, validated, and follow what is learnt. */
package io.tripmeter.session;

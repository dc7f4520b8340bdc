/** In the AGENT's own loader: methods that an operator names as units of work. */
package io.tripmeter.work.methods;

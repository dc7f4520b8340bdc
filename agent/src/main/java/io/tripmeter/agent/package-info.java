/** In the AGENT's own loader: the composition root. It sees every other package, and none sees it. The lists of products are here. */
package io.tripmeter.agent;

/** In the AGENT's own loader: a program that is one piece of work itself. */
package io.tripmeter.work.program;

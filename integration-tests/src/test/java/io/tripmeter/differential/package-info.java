/** The same random programs without the agent and with it: whatever an application can observe is the same. */
package io.tripmeter.differential;

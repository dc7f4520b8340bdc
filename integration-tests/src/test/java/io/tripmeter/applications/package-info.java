/** Applications that nobody here wrote, each used through its own interface: without the agent and with it, on the server and behind PgBouncer. */
package io.tripmeter.applications;

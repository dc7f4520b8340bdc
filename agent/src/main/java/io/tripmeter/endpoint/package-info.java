/**
 * In the AGENT's own loader: which of two endpoints, the server's own and the pooler beside it, a connection is opened at, and what happens
 * when that one cannot be reached. Sources of SQLSTATEs: PostgreSQL manual, appendix A; PgBouncer's objects.c and client.c for its 08P01.
 */
package io.tripmeter.endpoint;

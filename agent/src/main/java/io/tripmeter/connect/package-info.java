/**
 * In the AGENT's own loader: opening a connection. Which of two endpoints it is opened at, and what happens when that one cannot be reached;
 * what the session is opened with, and how it is known that the server took it. Sources: PostgreSQL manual, 20.11 (client connection
 * defaults), 55.2.1 (start-up), 53.11 (pg_db_role_setting), appendix A (SQLSTATEs); pgjdbc's PGProperty; PgBouncer's objects.c and client.c
 * for its 08P01.
 */
package io.tripmeter.connect;

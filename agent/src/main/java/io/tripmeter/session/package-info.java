/**
 * In the AGENT's own loader: what a session on the server is opened with, and how it is known that the server took it. Sources: PostgreSQL
 * manual, 20.11 (client connection defaults), 55.2.1 (start-up), 53.11 (pg_db_role_setting); pgjdbc's PGProperty.
 */
package io.tripmeter.session;

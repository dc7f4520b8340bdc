/**
 * In the AGENT's own loader: facts about PostgreSQL that need no driver and no connection: its URLs, names, options, and how it reads SQL.
 */
package io.tripmeter.postgres;

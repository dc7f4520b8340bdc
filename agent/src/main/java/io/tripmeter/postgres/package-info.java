/**
 * In the AGENT's own loader: facts about PostgreSQL that need neither driver nor connection: URLs, names, options, lexical rules.
 */
package io.tripmeter.postgres;

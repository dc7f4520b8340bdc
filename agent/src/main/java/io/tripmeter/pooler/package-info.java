/**
 * In the AGENT's own loader: what stands between the application and PostgreSQL, how that is known, and what follows from it. Sources:
 * PgBouncer's manual (features, config), the providers' documentation of their endpoints' names, and docs/poolers.md for what was measured.
 */
package io.tripmeter.pooler;

/**
 * In the AGENT's own loader: detection of poolers between the application and PostgreSQL. Sources:
 * PgBouncer's manual (features, config), the providers' documentation of their endpoints' names, and docs/poolers.md for measurements.
 */
package io.tripmeter.pooler;

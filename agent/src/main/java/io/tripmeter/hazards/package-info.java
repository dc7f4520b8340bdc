/**
 * In the AGENT's own loader: detection of SQL that needs a session of its own, behind a pooler that shares sessions. Sources: PgBouncer's manual
 * (features: "SQL feature map for pooling modes") and docs/poolers.md for observations.
 */
package io.tripmeter.hazards;

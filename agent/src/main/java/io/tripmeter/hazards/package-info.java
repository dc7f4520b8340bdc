/**
 * In the AGENT's own loader: SQL that relies on a session of its own, found where it goes through a pooler that gives none. What is one and
 * why: PgBouncer's manual (features: "SQL feature map for pooling modes") and docs/poolers.md for what was seen.
 */
package io.tripmeter.hazards;

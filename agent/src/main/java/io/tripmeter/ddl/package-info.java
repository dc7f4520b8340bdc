/**
 * In the AGENT's own loader: statements of a migration that block or rewrite a large table. What a statement locks and rewrites is from
 * PostgreSQL's manual, 9.6 to 18: ALTER TABLE (the lock of each form, and its notes), 13.3 (explicit locking), CREATE INDEX ("building indexes
 * concurrently"), REINDEX, CLUSTER, VACUUM, REFRESH MATERIALIZED VIEW, LOCK.
 */
package io.tripmeter.ddl;

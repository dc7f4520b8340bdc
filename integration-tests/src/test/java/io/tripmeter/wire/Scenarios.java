package io.tripmeter.wire;

import java.util.List;

/** Every kind of database work of facts.md, section 3, and what it is to cost. */
final class Scenarios {
  static final List<Scenario> ALL = List.of(
      // Where a transaction is left open, the pool rolls it back.
      Scenario.of("begin", "query 1, rollback 1"),
      Scenario.of("commit", "query 1, commit 1"),
      Scenario.of("empty-commit", ""),
      Scenario.of("rollback", "query 1, rollback 1"),
      Scenario.of("empty-rollback", ""),
      Scenario.of("savepoint", "other 2, query 1, commit 1"),
      Scenario.of("rollback-to", "other 1, query 1, rollback 1, commit 1"),
      Scenario.of("error-in-transaction", "query 3, rollback 1"),
      Scenario.of("commit-by-statement", "query 2, commit 1"),
      Scenario.of("is-valid", "validate 1"),
      Scenario.of("read-only", "query 1, commit 1"),
      Scenario.of("read-only-always", "query 1, session 2"),
      Scenario.of("get-isolation", "session 1"),
      Scenario.of("set-isolation", "session 2"),
      Scenario.of("get-schema", "session 1"),
      // HikariCP from 5.0 on asks which schema is in force then.
      Scenario.of("set-schema", "session"),
      Scenario.of("client-info", "session 1"),
      // None before 42.7.8.
      Scenario.of("catalog", "session"),
      Scenario.of("set-and-reset", "session 2"),
      Scenario.of("for-free", ""),
      Scenario.of("cursor", "query 1, fetch 10, commit 1"),
      Scenario.of("several-in-one", "query 1"),
      Scenario.of("prepared-0", "query 10"),
      Scenario.of("prepared-1", "query"),
      Scenario.of("prepared-5", "query"),
      Scenario.of("insert-returning", "query"),
      Scenario.of("lost-in-autocommit", "query"),
      Scenario.of("lost-with-autosave", "query, commit 1"),
      Scenario.of("megabyte", "query 1"),
      Scenario.of("call", "query 1"),
      Scenario.of("updatable", "query, metadata"),
      Scenario.of("simple-query-mode", "query 1, commit 1"),
      Scenario.of("batch-10", "query, commit 1"),
      Scenario.of("batch-1000", "query, commit 1"),
      Scenario.of("batch-in-autocommit", "query"),
      Scenario.of("generated-key", "query"),
      Scenario.of("batch-with-keys", "query, commit 1"),
      Scenario.of("batch-of-statements", "query"),
      Scenario.of("error-in-batch", "query, rollback 1"),
      Scenario.of("tables", "metadata"),
      Scenario.of("keywords", "metadata"),
      Scenario.of("columns", "query 1, metadata"),
      Scenario.of("columns-of", "query 1, metadata"),
      Scenario.of("type-name", "query 1, metadata"),
      Scenario.of("enum-name", "query 1, metadata"),
      Scenario.of("parameters", "query, metadata"),
      Scenario.of("array", "query 1, metadata"),
      Scenario.of("copy-in", "copy"),
      Scenario.of("copy-cancelled", "copy"),
      Scenario.of("copy-out", "copy"),
      Scenario.of("large-object", "query, other, commit 1"),
      Scenario.of("notify", "query 3"),
      Scenario.of("interleaved", "query 7, commit 1"),
      Scenario.of("in-turn", "query 3").byOtherThreads(1),
      Scenario.of("query-timeout", "query 1, cancel 1").connecting(1),
      Scenario.of("cancelled-by-another", "query 1, cancel 1").connecting(1),
      Scenario.of("own-connection", "connect 3, query 1").connecting(1));

  private Scenarios() {}
}

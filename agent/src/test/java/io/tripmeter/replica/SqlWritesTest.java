package io.tripmeter.replica;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlWritesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1)",
        "  update t set n = 1",
        "/* comment */ DELETE FROM t",
        "-- comment\nMERGE INTO t USING u ON true WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM t RETURNING id) SELECT * FROM gone",
        "SELECT * INTO copy FROM t",
        "CALL book(1)",
        "DO $$ BEGIN END $$",
        "COPY t FROM STDIN",
        "TRUNCATE t",
        "CREATE TABLE t ()",
        "SELECT book_seat(1, 2)",
        "SELECT app.book_seat(1)",
        "SELECT * FROM book_seat(1)",
        "SELECT id FROM t FOR UPDATE",
        "SELECT \"app\".\"book_seat\"(1)",
        "SELECT book_seat (1)",
        "SET search_path TO app; INSERT INTO t VALUES (1)",
        "BEGIN; UPDATE t SET n = 1; COMMIT",
        "SELECT 1; CALL book(1)",
        "EXPLAIN ANALYZE INSERT INTO t VALUES (1)",
        "explain analyze verbose update t set n = 1",
        "EXPLAIN (ANALYZE) INSERT INTO t VALUES (1)",
        "EXPLAIN (BUFFERS, ANALYZE true, FORMAT JSON)\nDELETE FROM t",
        "EXPLAIN /* ( */ (ANALYZE) WITH gone AS (DELETE FROM t RETURNING id) SELECT * FROM gone",
        "EXPLAIN ANALYZE SELECT book_seat(1)",
        "EXPLAIN ANALYZE EXECUTE book(1)",
        "EXPLAIN ANALYZE CREATE TABLE u AS SELECT 1",
        "EXPLAIN SELECT 1; DELETE FROM t"
      })
  void mayWrite(String sql) {
    assertTrue(SqlWrites.mayWrite(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT 1",
        "select count(*) from t",
        "SELECT name, lower(name) FROM t WHERE id = ?",
        "/* book( */ SELECT pg_is_in_recovery()",
        "WITH recent AS (SELECT * FROM t) SELECT * FROM recent",
        "SELECT * FROM generate_series(1, 3)",
        "SHOW server_version",
        "SET search_path TO app",
        "BEGIN",
        "SHOW server_version;",
        "SELECT \"name\" FROM \"t\" WHERE id IN (1)",
        "select count (*) from t",
        "VALUES (1)",
        "SELECT last_update FROM updates",
        "EXPLAIN INSERT INTO t VALUES (1)",
        "EXPLAIN VERBOSE DELETE FROM t",
        "EXPLAIN (COSTS OFF, FORMAT JSON) UPDATE t SET n = 1",
        "EXPLAIN ANALYZE SELECT count(*) FROM t",
        "EXPLAIN (ANALYZE, BUFFERS) (SELECT * FROM t)",
        "EXPLAIN (SELECT * FROM analyze)"
      })
  void readsOnly(String sql) {
    assertFalse(SqlWrites.mayWrite(sql));
  }
}

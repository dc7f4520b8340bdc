package io.tripmeter.hazards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlHazardsTest {
  private static void assertFinds(String sql, Hazard... expected) {
    Set<Hazard> all = EnumSet.noneOf(Hazard.class);
    all.addAll(Arrays.asList(expected));
    assertEquals(all, SqlHazards.of(sql), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_advisory_lock(1)",
        "select pg_advisory_lock(?)",
        "SELECT pg_advisory_lock($1, $2)",
        "SELECT pg_advisory_lock_shared(1)",
        "SELECT pg_try_advisory_lock(42)",
        "SELECT PG_TRY_ADVISORY_LOCK_SHARED (42)",
        "SELECT pg_advisory_unlock(1)",
        "SELECT pg_advisory_unlock_shared(1)",
        "SELECT pg_advisory_unlock_all()",
        "SELECT pg_catalog.pg_advisory_lock(1)",
        "SELECT \"pg_catalog\" . \"pg_advisory_lock\" (1)",
        "SELECT \"pg_advisory_lock\"(1)",
        "select * from pg_try_advisory_lock($1) as result",
        "SELECT 1 WHERE pg_try_advisory_lock/* now */(hashtext('a'))",
        "WITH l AS (SELECT pg_try_advisory_lock(1)) UPDATE t SET a = 1 FROM l",
        "INSERT INTO t SELECT pg_advisory_lock(id) FROM u",
        "UPDATE t SET a = (SELECT pg_try_advisory_lock(1))",
        "SELECT 1; SELECT pg_advisory_lock(1); SELECT 2"
      })
  void sessionLocks(String sql) {
    assertFinds(sql, Hazard.ADVISORY_LOCK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_advisory_xact_lock(1)",
        "SELECT pg_advisory_xact_lock_shared(1)",
        "SELECT pg_try_advisory_xact_lock(1)",
        "SELECT pg_try_advisory_xact_lock_shared(1)",
        "SELECT pg_catalog.pg_try_advisory_xact_lock(1)",
        "SELECT locks.pg_advisory_lock(1)",
        "SELECT \"PG_ADVISORY_LOCK\"(1)",
        "SELECT pg_advisory_lock FROM t",
        "SELECT 'pg_advisory_lock(1)', $$ pg_advisory_lock(1) $$, $x$pg_advisory_lock(1)$x$",
        "SELECT E'\\'' , 1 -- pg_advisory_lock(1)",
        "SELECT /* pg_advisory_lock(1) /* nested */ pg_advisory_lock(1) */ 1",
        "DO $$ BEGIN PERFORM pg_advisory_lock(1); END $$",
        "GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint), pg_try_advisory_lock(bigint) TO app",
        "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM public",
        "CREATE FUNCTION pg_advisory_lock(bigint, text) RETURNS void LANGUAGE sql AS ''",
        "CREATE TABLE pg_advisory_lock (id int)",
        "INSERT INTO pg_advisory_lock (id) VALUES (1)",
        "LOCK TABLE t IN EXCLUSIVE MODE"
      })
  void noSessionLocks(String sql) {
    assertFinds(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LISTEN jobs",
        "  listen \"Jobs\"",
        "-- wait\nLISTEN jobs;",
        "UNLISTEN *",
        "SELECT 1;LISTEN jobs"
      })
  void listening(String sql) {
    assertFinds(sql, Hazard.LISTEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTIFY jobs, 'LISTEN jobs'",
        "SELECT listen FROM stations",
        "SELECT \"listen\", unlisten FROM listen",
        "SELECT '; LISTEN jobs'",
        "SELECT 1 /* ; LISTEN jobs */",
        "SELECT \"; LISTEN jobs\" FROM t",
        "SELECT E'\\'; LISTEN jobs; --'",
        "SELECT U&'; LISTEN jobs'",
        "SELECT 'a'\n  '; LISTEN jobs; '"
      })
  void noListening(String sql) {
    assertFinds(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET statement_timeout = 5000",
        "set search_path to app, public",
        "SET SESSION search_path TO 'x'",
        "SET SESSION lock_timeout = '1s'",
        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET SESSION AUTHORIZATION 'app'",
        "SET SESSION AUTHORIZATION DEFAULT",
        "SET ROLE app",
        "SET SESSION ROLE app",
        "SET TIME ZONE 'UTC'",
        "SET SESSION TIME ZONE LOCAL",
        "SET NAMES 'UTF8'",
        "SET SCHEMA 'app'",
        "SET app.tenant = '4711'",
        "SET local.tenant = '4711'",
        "SET session.tenant = '4711'",
        "SET transaction.tenant = '4711'",
        "SET \"statement_timeout\" = 0",
        "SET \"local\" = 0",
        "SET statement_timeout TO DEFAULT",
        "RESET statement_timeout",
        "RESET ALL",
        "RESET ROLE",
        "RESET SESSION AUTHORIZATION",
        "BEGIN; SET LOCAL lock_timeout = 1; SET statement_timeout = 1; COMMIT",
        "/* SET LOCAL */ SET x.y = 1"
      })
  void settings(String sql) {
    assertFinds(sql, Hazard.SET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET LOCAL statement_timeout = 5000",
        "set local role app",
        "SET LOCAL app.tenant = '4711'",
        "SET LOCAL TIME ZONE 'UTC'",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET TRANSACTION SNAPSHOT '00000003-0000001B-1'",
        "SET CONSTRAINTS ALL DEFERRED",
        "SET transaction_read_only = on",
        "SET SESSION transaction_isolation = 'serializable'",
        "SET application_name = 'orders'",
        "SET SESSION \"Application_Name\" TO 'orders'",
        "RESET application_name",
        "UPDATE t SET a = 1",
        "UPDATE t SET \"set\" = 1 WHERE set_at IS NULL",
        "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 2",
        "ALTER ROLE app SET statement_timeout = '30s'",
        "ALTER DATABASE d RESET statement_timeout",
        "ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET DEFAULT 1",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = app AS 'SELECT 1'",
        "SHOW statement_timeout",
        "BEGIN; SELECT 1; COMMIT",
        "\"set\" x = 1",
        "SET",
        ""
      })
  void noSettings(String sql) {
    assertFinds(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT set_config('search_path', 'app', false)",
        "SELECT set_config('search_path', $1, false)",
        "SELECT set_config('search_path', ?, FALSE)",
        "SELECT pg_catalog.set_config('search_path', '', false)",
        "SELECT \"set_config\"('a.b', current_user::text, false)",
        "SELECT set_config('a.b', 'c', 'f')",
        "SELECT set_config('a.b', 'c', 'off'), 1",
        "SELECT set_config('a.b', 'c', 'of')",
        "SELECT set_config('a.b', 'c', 'false'::boolean)",
        "SELECT set_config('a.b', 'c', false::bool)",
        "SELECT set_config('a.b', set_config('c.d', 'e', true), false)",
        "SELECT set_config('a.b', set_config('c.d', 'e', false), true)",
        "SELECT set_config('a.b', concat('a', lower('B')), false)"
      })
  void settingsByFunction(String sql) {
    assertFinds(sql, Hazard.SET_CONFIG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT set_config('search_path', 'app', true)",
        "SELECT set_config('search_path', 'false', true)",
        "SELECT set_config('a.b', 'c', 't')",
        "SELECT set_config('a.b', 'c', 'o')",
        "SELECT set_config('a.b', 'c', ?)",
        "SELECT set_config('a.b', coalesce(NULL, false)::text, true)",
        "SELECT set_config('a.b', 'c', true), f(1, 2, false)",
        "SELECT app.set_config('a.b', 'c', false)",
        "SELECT 'set_config(1, 2, false)'"
      })
  void noSettingsByFunction(String sql) {
    assertFinds(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TEMP TABLE t (id int)",
        "CREATE TEMPORARY TABLE IF NOT EXISTS t AS SELECT 1",
        "CREATE LOCAL TEMP TABLE t (id int)",
        "CREATE GLOBAL TEMPORARY TABLE t (id int)",
        "CREATE TEMP TABLE t (id int) ON COMMIT PRESERVE ROWS",
        "CREATE TEMP TABLE t (id int) ON COMMIT DELETE ROWS",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE OR REPLACE TEMP VIEW v AS SELECT 1",
        "CREATE OR REPLACE LOCAL TEMPORARY VIEW v AS SELECT 1",
        "CREATE TEMP RECURSIVE VIEW v (n) AS SELECT 1",
        "CREATE TEMPORARY SEQUENCE s",
        "CREATE TABLE pg_temp.t (id int)",
        "CREATE TABLE IF NOT EXISTS \"pg_temp\".\"t\" (id int)",
        "SELECT * INTO TEMP t FROM u",
        "SELECT * INTO TEMPORARY TABLE t FROM u",
        "SELECT * INTO LOCAL TEMP \"t\" FROM u",
        "SELECT * INTO pg_temp.t FROM u",
        "WITH u AS (SELECT 1) SELECT * INTO TEMP t FROM u",
        "CREATE TEMP TABLE a (id int) ON COMMIT DROP; CREATE TEMP TABLE b (id int)",
        "CREATE TEMP TABLE a (id int) /* ON COMMIT DROP */"
      })
  void temporaryTables(String sql) {
    assertFinds(sql, Hazard.TEMPORARY_TABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TEMP TABLE t (id int) ON COMMIT DROP",
        "CREATE TEMP TABLE t ON COMMIT\n DROP AS SELECT 1",
        "CREATE TABLE pg_temp.t (id int) ON COMMIT DROP",
        "CREATE TABLE temp (id int)",
        "CREATE TABLE t (temp int, temporary text)",
        "CREATE TABLE \"temp\" (id int)",
        "CREATE UNLOGGED TABLE temp (id int)",
        "CREATE INDEX temp ON t (id)",
        "INSERT INTO temp VALUES (1)",
        "INSERT INTO temp SELECT 1",
        "INSERT INTO temporary AS t SELECT 1",
        "INSERT INTO pg_temp.t VALUES (1)",
        "WITH u AS (SELECT 1) INSERT INTO temp SELECT * FROM u",
        "MERGE INTO temp USING u ON true WHEN MATCHED THEN DO NOTHING",
        "SELECT * INTO temp FROM u",
        "SELECT * INTO t FROM temp",
        "SELECT temp FROM weather",
        "SELECT 'CREATE TEMP TABLE t'",
        "DROP TABLE IF EXISTS pg_temp.t"
      })
  void noTemporaryTables(String sql) {
    assertFinds(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PREPARE p AS SELECT 1",
        "PREPARE p (int) AS SELECT $1",
        "PREPARE transaction AS SELECT 1",
        "EXECUTE p",
        "EXECUTE p(1)",
        "EXPLAIN EXECUTE p(1)",
        "EXPLAIN ANALYZE VERBOSE EXECUTE p(1)",
        "EXPLAIN (ANALYZE, COSTS off) EXECUTE p(1)",
        "CREATE TABLE t AS EXECUTE p(1)",
        "DEALLOCATE p",
        "DEALLOCATE PREPARE p",
        "DEALLOCATE ALL"
      })
  void preparing(String sql) {
    assertFinds(sql, Hazard.PREPARE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PREPARE TRANSACTION 'tx 1'",
        "COMMIT PREPARED 'tx 1'",
        "ROLLBACK PREPARED 'tx 1'",
        "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE TRIGGER g BEFORE UPDATE ON t EXECUTE PROCEDURE f()",
        "GRANT EXECUTE ON FUNCTION f TO app",
        "SELECT prepare, execute FROM deallocate",
        "EXPLAIN (ANALYZE, COSTS off) SELECT 1",
        "DO $$ BEGIN EXECUTE 'SET x.y = 1'; END $$"
      })
  void noPreparing(String sql) {
    assertFinds(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "DECLARE c BINARY NO SCROLL CURSOR WITH HOLD FOR SELECT 1",
        "BEGIN; DECLARE c CURSOR WITH/**/HOLD FOR SELECT 1; COMMIT"
      })
  void cursorsWithHold(String sql) {
    assertFinds(sql, Hazard.WITH_HOLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DECLARE c CURSOR FOR SELECT 1",
        "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1",
        "DECLARE c CURSOR FOR WITH hold AS (SELECT 1) SELECT * FROM hold",
        "WITH hold AS (SELECT 1) SELECT * FROM hold",
        "SELECT 'DECLARE c CURSOR WITH HOLD'",
        "FETCH 10 FROM c"
      })
  void cursorsWithoutHold(String sql) {
    assertFinds(sql);
  }

  @Test
  void discarding() {
    assertFinds("DISCARD ALL", Hazard.DISCARD);
    assertFinds("discard temp", Hazard.DISCARD);
    assertFinds("SELECT discard FROM cards");
  }

  @Test
  void severalInOneText() {
    assertFinds(
        "SET x.y = 1; SELECT pg_advisory_lock(1); CREATE TEMP TABLE t (); LISTEN a; DISCARD PLANS;"
            + " SELECT set_config('a.b', 'c', false), pg_try_advisory_lock(2)",
        Hazard.SET,
        Hazard.ADVISORY_LOCK,
        Hazard.TEMPORARY_TABLE,
        Hazard.LISTEN,
        Hazard.DISCARD,
        Hazard.SET_CONFIG);
  }

  @Test
  void noTextMakesItFailAndLiteralsAreIgnored() {
    String[] parts = {
      "'",
      "\"",
      "$$",
      "$t$",
      "(",
      ")",
      ";",
      ",",
      ".",
      ":",
      "--",
      "/*",
      "*/",
      "\\",
      "\n",
      " ",
      "E'",
      "U&\"",
      "set",
      "local",
      "create",
      "temp",
      "into",
      "explain",
      "set_config",
      "pg_temp",
      "?"
    };
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder sql = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        sql.append(parts[random.nextInt(parts.length)]);
      }
      SqlHazards.of(sql.toString());
      String quoted = "SELECT '" + sql.toString().replace("'", "''").replace('\n', ' ') + "'";
      assertEquals(Set.of(), SqlHazards.of(quoted), () -> quoted);
    }
  }

  @Test
  void errorsAreRecognizedByTheirState() {
    assertEquals(Hazard.PREPARED_EXISTS, Hazard.ofState("42P05"));
    assertEquals(Hazard.PREPARED_MISSING, Hazard.ofState("26000"));
    assertEquals(Hazard.CURSOR_MISSING, Hazard.ofState("34000"));
    assertEquals(Hazard.PROTOCOL, Hazard.ofState("08P01"));
    assertEquals(null, Hazard.ofState("23505"));
    assertEquals(null, Hazard.ofState(null));
    assertEquals(null, Hazard.ofState("set"));
    assertFalse(Hazard.DISCARD.isError());
  }
}

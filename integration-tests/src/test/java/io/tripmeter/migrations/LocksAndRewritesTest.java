package io.tripmeter.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/migrations.md says that statements do to a table, on the server: the lock, whether it is read, whether it is written anew. */
final class LocksAndRewritesTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static final String STATE = "SELECT pg_relation_filenode('claims.o'),"
      + " pg_stat_get_xact_numscans('claims.o'::regclass)";

  /** The strongest of those that a reader or a writer waits for. */
  private static final String LOCK =
      "SELECT mode FROM (SELECT mode FROM pg_locks WHERE pid = pg_backend_pid()"
          + " AND relation = 'claims.o'::regclass AND mode = ANY (" + modes() + ")"
          + " UNION ALL SELECT 'none') held"
          + " ORDER BY array_position(" + modes() + ", mode) NULLS LAST LIMIT 1";

  private static String modes() {
    return "ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock']";
  }

  private static Connection connection;

  @BeforeAll
  static void create() throws SQLException {
    SERVER.execute("CREATE SCHEMA claims; CREATE TABLE claims.c (id int PRIMARY KEY);"
        + " CREATE TYPE claims.mood AS ENUM ('a'); CREATE SEQUENCE claims.s;"
        + " CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA claims;"
        + " CREATE TABLE claims.o (id int NOT NULL, n int, checked int CHECK (checked IS NOT NULL),"
        + " v varchar(20), free varchar, t text, c char(4), d numeric(10,2), at timestamp(3),"
        + " net cidr, bits varbit(8));"
        + " INSERT INTO claims.o SELECT g, NULL, g, 'v', 'f', 't', 'c', 1, now(), '10.0.0.0/8', '101'"
        + " FROM generate_series(1, 100) g;"
        + " UPDATE claims.o SET n = id; CREATE UNIQUE INDEX i ON claims.o (id)");
    connection = SERVER.superuser();
    connection.setAutoCommit(false);
  }

  @AfterAll
  static void drop() throws SQLException {
    connection.close();
    SERVER.execute("DROP SCHEMA claims CASCADE");
  }

  /** @param effect anew, read or nothing */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER n TYPE bigint",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER n TYPE text USING n::text",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER n TYPE numeric(12,2)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER v TYPE varchar(10)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER free TYPE varchar(10)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER t TYPE varchar(200)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER t TYPE bytea USING t::bytea",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER c TYPE text",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER c TYPE char(8)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER d TYPE numeric(12,3)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER d TYPE numeric(9,2)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER at TYPE timestamp(0)",
        "anew | AccessExclusiveLock | SET LOCAL timezone = 'Europe/Berlin'; ALTER TABLE o ALTER at TYPE timestamptz",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER v TYPE text USING upper(v)",
        "anew | AccessExclusiveLock | ALTER TABLE o ALTER bits TYPE varbit(4)",
        "nothing | AccessExclusiveLock | SET LOCAL timezone = 'UTC'; ALTER TABLE o ALTER at TYPE timestamptz",
        "anew | AccessExclusiveLock | SET LOCAL timezone = 'UTC'; ALTER TABLE o ALTER at TYPE timestamptz(3)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER v TYPE varchar(50)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER v TYPE varchar",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER v TYPE text",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER v TYPE text USING (v)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER t TYPE varchar",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER d TYPE numeric(12,2)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER d TYPE numeric",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER at TYPE timestamp(6)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER at TYPE timestamp",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER net TYPE inet",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER bits TYPE varbit(16)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ADD x int",
        "nothing | AccessExclusiveLock | ALTER TABLE o ADD x int NOT NULL DEFAULT 0",
        "nothing | AccessExclusiveLock | ALTER TABLE o ADD x timestamptz NOT NULL DEFAULT now()",
        "nothing | AccessExclusiveLock | ALTER TABLE o ADD x int REFERENCES c (id)",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x uuid DEFAULT gen_random_uuid()",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x timestamptz DEFAULT clock_timestamp()",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x float8 DEFAULT (1 + random())",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x bigint DEFAULT nextval('s')",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x bytea DEFAULT gen_random_bytes(4)",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x bigserial",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x int GENERATED ALWAYS AS IDENTITY",
        "anew | AccessExclusiveLock | ALTER TABLE o ADD x int GENERATED ALWAYS AS (n * 2) STORED",
        "anew | AccessExclusiveLock | ALTER TABLE o SET UNLOGGED",
        "nothing | AccessExclusiveLock | ALTER TABLE o SET LOGGED",
        "nothing | AccessExclusiveLock | ALTER TABLE o SET ACCESS METHOD heap",
        "anew | AccessExclusiveLock | CLUSTER o USING i",
        "read | AccessExclusiveLock | ALTER TABLE o ADD x int CHECK (x > 0)",
        "read | AccessExclusiveLock | ALTER TABLE o ADD x int UNIQUE",
        "read | AccessExclusiveLock | ALTER TABLE o ALTER n SET NOT NULL",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER checked SET NOT NULL",
        "nothing | AccessExclusiveLock | ALTER TABLE o ALTER id SET NOT NULL",
        "read | AccessExclusiveLock | ALTER TABLE o ADD CONSTRAINT k CHECK (n > 0)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ADD CONSTRAINT k CHECK (n > 0) NOT VALID",
        "read | AccessExclusiveLock | ALTER TABLE o ADD CONSTRAINT k UNIQUE (n)",
        "read | AccessExclusiveLock | ALTER TABLE o ADD PRIMARY KEY (id)",
        "nothing | AccessExclusiveLock | ALTER TABLE o ADD CONSTRAINT k UNIQUE USING INDEX i",
        "read | ShareRowExclusiveLock | INSERT INTO c SELECT id FROM o; ALTER TABLE o ADD FOREIGN KEY (n) REFERENCES c",
        "nothing | ShareRowExclusiveLock | ALTER TABLE o ADD FOREIGN KEY (n) REFERENCES c NOT VALID",
        "read | ShareLock | CREATE INDEX k ON o (n)",
        "read | ShareLock | CREATE INDEX k ON ONLY o (n)",
        "read | ShareLock | REINDEX TABLE o",
        "nothing | AccessExclusiveLock | LOCK TABLE o",
        "nothing | none | LOCK TABLE o IN ROW EXCLUSIVE MODE",
        "nothing | none | LOCK TABLE o IN SHARE UPDATE EXCLUSIVE MODE",
      })
  void doesWhatIsSaidOfIt(String effect, String lock, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL search_path = claims, public");
      String[] before = row(statement, STATE);
      statement.execute(sql);
      String[] after = row(statement, STATE);
      String found =
          !before[0].equals(after[0]) ? "anew" : before[1].equals(after[1]) ? "nothing" : "read";
      String held = row(statement, LOCK)[0];
      assertEquals(effect + " " + lock, found + " " + held, sql);
    } finally {
      connection.rollback();
    }
  }

  private static String[] row(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      String[] row = new String[rows.getMetaData().getColumnCount()];
      for (int i = 0; i < row.length; i++) {
        row[i] = rows.getString(i + 1);
      }
      return row;
    }
  }
}

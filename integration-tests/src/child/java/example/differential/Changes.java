package example.differential;

import java.sql.PreparedStatement;
import java.sql.Statement;

/** Changes of data and of definitions. */
final class Changes {
  private static final String[] TEXTS = {
    "INSERT INTO {t} (code) VALUES (1)",
    "INSERT INTO {t} (code, name) VALUES (101, 'new')",
    "INSERT INTO {t} (code, name) VALUES (1, 'there') ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id, name",
    "INSERT INTO {t} (code) SELECT n FROM generate_series(15, 25) n ON CONFLICT DO NOTHING",
    "INSERT INTO {t} (checked) VALUES (1000)",
    "INSERT INTO {t} (nothing) VALUES (1)",
    "UPDATE {t} SET name = name || '!' WHERE id <= 4",
    "UPDATE {t} SET amount = 99999999.99 WHERE id = 1",
    "UPDATE {t} SET mood = 'angry' WHERE id = 1",
    "DELETE FROM {t} WHERE id = 7 RETURNING *",
    "DELETE FROM {t} WHERE false",
    "WITH gone AS (DELETE FROM {t} WHERE id = 9 RETURNING id) INSERT INTO {t} (name) SELECT 'was ' || id FROM gone RETURNING name",
    "MERGE INTO {t} t USING (VALUES (3, 'merged'), (77, 'added')) v(code, name) ON t.code = v.code WHEN MATCHED THEN UPDATE SET name = v.name WHEN NOT MATCHED THEN INSERT (code, name) VALUES (v.code, v.name)",
    "TRUNCATE {t}_child",
    "SELECT name FROM {t} WHERE id < 4 ORDER BY id FOR UPDATE",
    "SELECT nextval('{t}_id_seq')",
    "SELECT * FROM nowhere",
    "SELEC 1",
    "VACUUM {t}_child",
    "ANALYZE {t}",
    "CREATE DATABASE not_allowed",
    "ALTER SYSTEM SET work_mem = '1MB'",
    "EXPLAIN (COSTS OFF) SELECT 1",
    "LOCK TABLE {t}_child IN SHARE MODE",
    "COMMENT ON TABLE {t} IS 'a comment'",
    "DO $$ BEGIN UPDATE {s}.nowhere SET a = 1; END $$",
  };

  private Changes() {}

  static void addTo(Operations all) {
    all.add("change", 20, slot -> slot.sql(slot.oneOf(TEXTS)));
    all.add("update-counts", 5, Changes::updateCounts);
    all.add("generated-keys", 6, Changes::generatedKeys);
    all.add("deferred", 4, Changes::deferred);
    all.add("definition", 4, Changes::definition);
    all.add("temporary-table", 2, Changes::temporaryOfTransaction);
    all.addDirect("temporary-of-session", 2, Changes::temporaryOfSession);
  }

  private static void updateCounts(Slot slot) throws Exception {
    try (PreparedStatement update =
        slot.prepare("UPDATE {t} SET amount = ? WHERE id BETWEEN ? AND ?")) {
      for (int i = 1 + slot.chance(7); i > 0; i--) {
        update.setInt(1, i);
        update.setInt(2, slot.chance(10));
        update.setInt(3, slot.chance(20));
        slot.seen.attempt(() -> slot.seen.fact("count", update.executeUpdate()));
      }
      slot.seen.attempt(() -> slot.seen.fact("large", update.executeLargeUpdate()));
      slot.seen.attempt(() -> slot.seen.fact("query", update.executeQuery()));
    }
  }

  private static void generatedKeys(Slot slot) throws Exception {
    boolean byName = slot.chance(2) == 0;
    int times = 1 + slot.chance(8);
    String sql = slot.text("INSERT INTO {t} (name, tags) VALUES (?, ARRAY['x']), ('second', NULL)");
    try (PreparedStatement insert = byName
        ? slot.connection().prepareStatement(sql, new String[] {"id", "amount"})
        : slot.connection().prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      for (int i = 0; i < times; i++) {
        insert.setString(1, "key " + i);
        slot.seen.attempt(() -> {
          slot.seen.fact("count", insert.executeUpdate());
          slot.seen.rows(insert.getGeneratedKeys());
        });
      }
    }
  }

  /** Fails at COMMIT, or sooner if it is told to be immediate. */
  private static void deferred(Slot slot) throws Exception {
    slot.sql("INSERT INTO {t}_child (parent) VALUES (" + slot.oneOf("4711", "1", "2") + ")");
    if (slot.chance(3) == 0) {
      slot.sql("SET CONSTRAINTS ALL IMMEDIATE");
    }
    if (!slot.connection().getAutoCommit()) {
      slot.seen.attempt(slot.connection()::commit);
    }
  }

  private static void definition(Slot slot) throws Exception {
    String table = "{t}_" + slot.chance(Integer.MAX_VALUE);
    slot.sql("CREATE TABLE " + table + " (a int)");
    slot.sql("INSERT INTO " + table + " VALUES (1), (2)");
    try (PreparedStatement select = slot.prepare("SELECT * FROM " + table)) {
      for (int i = 0; i < 7; i++) {
        int time = i;
        slot.seen.attempt(() -> slot.seen.results(select, select.execute()));
        if (time == 5 && !slot.account.isPooled()) {
          // A plan with a name does not survive this: which error the application gets is the
          // driver's affair.
          slot.sql("ALTER TABLE " + table + " ADD b text DEFAULT 'added'");
        }
      }
    }
    slot.sql("DROP TABLE " + table);
  }

  private static void temporaryOfTransaction(Slot slot) throws Exception {
    if (slot.connection().getAutoCommit()) {
      return;
    }
    slot.sql("CREATE TEMP TABLE passing (a int) ON COMMIT DROP");
    slot.sql("INSERT INTO passing VALUES (1), (2)");
    slot.sql("SELECT sum(a) FROM passing");
    slot.seen.attempt(slot.connection()::commit);
    slot.sql("SELECT sum(a) FROM passing");
  }

  private static void temporaryOfSession(Slot slot) throws Exception {
    slot.sql("CREATE TEMP TABLE IF NOT EXISTS staying (a int)");
    slot.sql("INSERT INTO staying VALUES (" + slot.chance(9) + ") RETURNING a");
    slot.sql("SELECT count(*) FROM staying");
  }
}

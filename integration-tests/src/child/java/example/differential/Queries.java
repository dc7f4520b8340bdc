package example.differential;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Questions. */
final class Queries {
  private static final String[] VALUES = {
    "1",
    "'x'::text",
    "NULL::int",
    "ARRAY[1, NULL, 3]",
    "'2024-02-29 01:02:03.456789'::timestamp",
    "1.50::numeric(6,2)",
    "'{\"a\": 1}'::jsonb",
    "true",
    "'\\xdeadbeef'::bytea",
    "2.5::float8",
    "'happy'::{s}.mood",
    "ROW(1, 'x')",
    "int4range(1, 5)",
    "'12:00'::time",
    "interval '1 day 2 hours'",
    "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
    "ARRAY['a','b']::text[]",
    "NULL",
    "'NaN'::float8",
    "9223372036854775807",
    "''",
    "'äß€'",
    "(1, 'two')::{s}.pair",
    "'2024-01-01'::date",
    "B'101'",
    "'infinity'::timestamptz",
    "repeat('long', 3000)",
    "point(1, 2)",
    "7::{s}.positive",
    "'c'::\"char\"",
  };

  private Queries() {}

  static void addTo(Operations all) {
    all.add("values", 8, Queries::values);
    all.add(
        "select",
        8,
        slot ->
            slot.sql("SELECT * FROM {t} WHERE id % " + (2 + slot.chance(5)) + " = 0 ORDER BY id"));
    all.add("others", 6, Queries::others);
    all.add("prepared-often", 10, Queries::preparedOften);
    all.add("parameters", 5, Queries::parameters);
    all.add("kept", 4, Queries::kept);
    all.add("one-statement-many-texts", 3, Queries::manyTexts);
    all.add("limits", 4, Queries::limits);
    all.add("several-open", 3, Queries::severalOpen);
    all.add("escapes", 2, Queries::escapes);
    all.add("transaction-id", 5, Queries::transactionId);
    all.add("empty", 2, slot -> slot.sql(slot.oneOf("", ";", "-- nothing", "/* nothing */;;")));
  }

  private static void values(Slot slot) throws Exception {
    List<String> chosen = new ArrayList<>();
    for (int i = 1 + slot.chance(6); i > 0; i--) {
      chosen.add(slot.oneOf(VALUES));
    }
    slot.sql(
        "SELECT " + String.join(", ", chosen) + " FROM generate_series(1, " + slot.chance(4) + ")");
  }

  /** What other transactions have done is to be seen when it would be without us: a snapshot is taken no earlier and no later. */
  private static void others(Slot slot) throws Exception {
    for (String name : Program.SLOTS) {
      slot.sql("SELECT count(*), sum(code), max(name) FROM " + Slot.table("{s}", name));
    }
  }

  private static void preparedOften(Slot slot) throws Exception {
    int times = 1 + slot.chance(9);
    int number = slot.chance(40);
    boolean fetches = slot.chance(3) == 0;
    boolean fails = slot.chance(6) == 0;
    try (PreparedStatement select = slot.prepare(
        "SELECT ?::int * " + number
            + ", ?::text, 1.50::numeric, '2024-02-29'::date, 100 / ?::int FROM generate_series(1, 3)")) {
      for (int i = 0; i < times; i++) {
        select.setInt(1, i);
        select.setString(2, i % 2 == 0 ? null : "text " + i);
        select.setInt(3, fails && i == 5 ? 0 : 1);
        if (fetches) {
          select.setFetchSize(1 + i % 3);
        }
        slot.seen.attempt(() -> slot.seen.results(select, select.execute()));
      }
      if (slot.hasThreshold) {
        slot.seen.fact(
            "named", select.unwrap(org.postgresql.PGStatement.class).isUseServerPrepare());
      }
    }
  }

  private static void parameters(Slot slot) throws Exception {
    try (PreparedStatement select = slot.prepare(
        "SELECT ?::int, ?::text, ?::numeric, ?::timestamp, ?::bytea, ?::text[], ?::bool, ?::float8, ?::bigint")) {
      select.setNull(1, Types.INTEGER);
      select.setObject(2, slot.oneOf("x", "quote's", "{}", ""));
      select.setBigDecimal(3, new BigDecimal("12345678901234567890.123"));
      select.setTimestamp(4, Timestamp.valueOf("2024-02-29 01:02:03.5"));
      select.setBytes(5, new byte[] {0, 1, -1});
      select.setArray(6, slot.connection().createArrayOf("text", new Object[] {"a", null, "c,d"}));
      select.setBoolean(7, slot.chance(2) == 0);
      select.setDouble(8, Double.NaN);
      if (slot.chance(4) > 0) {
        select.setLong(9, Long.MIN_VALUE);
      }
      slot.seen.results(select, select.execute());
    }
  }

  /** The same text in every program, as an application has it. */
  private static void kept(Slot slot) throws Exception {
    for (int i = slot.chance(8); i >= 0; i--) {
      try (PreparedStatement select =
          slot.prepare("SELECT code, name, tags FROM {t} WHERE id = ?")) {
        select.setInt(1, 1 + slot.chance(30));
        slot.seen.rows(select.executeQuery());
      }
    }
  }

  private static void manyTexts(Slot slot) throws Exception {
    Statement closed;
    try (Statement statement = slot.connection().createStatement()) {
      closed = statement;
      for (String sql : new String[] {
        "SELECT 1", "UPDATE {t} SET name = 'again' WHERE id = 3", "SELECT 1 / 0", "SELECT 2, 3"
      }) {
        slot.seen.attempt(() -> slot.seen.results(statement, statement.execute(slot.text(sql))));
      }
    }
    slot.seen.fact("closed", closed.isClosed());
    slot.seen.attempt(() -> closed.executeQuery("SELECT 1"));
  }

  private static void limits(Slot slot) throws Exception {
    try (Statement statement = slot.connection().createStatement()) {
      statement.setMaxRows(slot.chance(5));
      statement.setFetchSize(slot.chance(4));
      statement.setMaxFieldSize(slot.chance(2) * 5);
      statement.setQueryTimeout(slot.chance(2) * 50);
      if (slot.chance(3) == 0) {
        statement.closeOnCompletion();
      }
      ResultSet rows =
          statement.executeQuery("SELECT n, repeat('field', n) FROM generate_series(1, 9) n");
      while (rows.next()) {
        slot.seen.row(rows);
      }
      slot.seen.fact(
          "limits",
          statement.getMaxRows() + " " + statement.getFetchSize() + " "
              + statement.getQueryTimeout());
      rows.close();
      slot.seen.fact("closed", statement.isClosed());
    }
  }

  private static void severalOpen(Slot slot) throws Exception {
    try (Statement first = slot.connection().createStatement();
        Statement second = slot.connection().createStatement()) {
      ResultSet outer = first.executeQuery(slot.text("SELECT id FROM {t} ORDER BY id LIMIT 3"));
      while (outer.next()) {
        int id = outer.getInt(1);
        slot.seen.results(
            second,
            second.execute(slot.text(
                "UPDATE {t} SET amount = amount + 1 WHERE id = " + id + " RETURNING id, amount")));
      }
      first.execute("SELECT 1; SELECT 2");
      ResultSet one = first.getResultSet();
      slot.seen.fact("more", first.getMoreResults(Statement.KEEP_CURRENT_RESULT));
      slot.seen.fact("one is closed", one.isClosed());
      slot.seen.rows(first.getResultSet());
      slot.seen.rows(one);
    }
  }

  private static void escapes(Slot slot) throws Exception {
    slot.sql("SELECT {fn concat('a', 'b')}, {d '2024-01-01'}, {fn abs(-3)}, '{s}', $$ ? $$");
    slot.seen.attempt(() -> slot.seen.fact(
        "native", slot.connection().nativeSQL("SELECT {ts '2024-01-01 00:00:00'} ?")));
    try (Statement statement = slot.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      slot.seen.attempt(
          () -> slot.seen.results(statement, statement.execute("SELECT {fn abs(-3)}")));
    }
  }

  /** Whether it is the transaction of before, and what became of that. */
  private static void transactionId(Slot slot) throws SQLException {
    try (Statement statement = slot.connection().createStatement();
        ResultSet rows = statement.executeQuery(
            "SELECT pg_current_xact_id_if_assigned() IS NULL, pg_current_xact_id(), pg_backend_pid()")) {
      rows.next();
      slot.seen.fact("unassigned", rows.getBoolean(1));
      slot.seen.fact("transaction", slot.seen.identity("xid", rows.getString(2)));
      if (!slot.account.isPooled()) {
        slot.seen.fact("backend", slot.seen.identity("pid", rows.getString(3)));
        slot.seen.fact("as the driver says", slot.driver().getBackendPID() == rows.getInt(3));
      }
    }
  }
}

package example.differential;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema that each program finds as if it were the first, and a look from outside: another client, on the server itself. */
final class Scenery implements AutoCloseable {
  private static final String[] FIXED = {
    "CREATE TYPE {s}.mood AS ENUM ('sad', 'fine', 'happy')",
    "CREATE TYPE {s}.pair AS (first int, second text)",
    "CREATE DOMAIN {s}.positive AS int CHECK (VALUE > 0)",
    "CREATE FUNCTION {s}.notice(text, int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'notice % of %', $1, $2; RETURN $2 + 1; END $$",
    "CREATE FUNCTION {s}.warn(text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING USING MESSAGE = $1, ERRCODE = '01W42', HINT = 'a hint', DETAIL = 'some detail'; END $$",
    "CREATE FUNCTION {s}.fail(text, text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING MESSAGE = $1, ERRCODE = $2, HINT = 'do it otherwise'; END $$",
    "CREATE FUNCTION {s}.caught(int) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN (10 / $1)::text; EXCEPTION WHEN division_by_zero THEN RAISE NOTICE 'caught %', SQLSTATE; RETURN 'caught'; END $$",
    "CREATE FUNCTION {s}.both(a int, OUT twice int, OUT word text) LANGUAGE sql AS $$ SELECT $1 * 2, 'word ' || $1 $$",
    "CREATE FUNCTION {s}.series(int) RETURNS SETOF int LANGUAGE sql AS $$ SELECT generate_series(1, $1) $$",
    "CREATE FUNCTION {s}.cursor_of(int) RETURNS refcursor LANGUAGE plpgsql AS $$ DECLARE c refcursor := 'named_cursor'; BEGIN OPEN c FOR SELECT generate_series(1, $1); RETURN c; END $$",
  };

  private static final String[] OF_A_SLOT = {
    "CREATE TABLE {t} (id serial PRIMARY KEY, code int UNIQUE, name text, amount numeric(8,2) DEFAULT 1.5, mood {s}.mood, tags text[], checked int CHECK (checked < 1000))",
    "CREATE TABLE {t}_child (id serial PRIMARY KEY, parent int REFERENCES {t} DEFERRABLE INITIALLY DEFERRED)",
    "CREATE PROCEDURE {t}_commits(int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO {t} (name) VALUES ('by procedure'); COMMIT; INSERT INTO {t} (name) VALUES ('undone'); ROLLBACK; END $$",
  };

  /** What programs have left. */
  private static final String CLEARED =
      "DO $$ DECLARE r text; BEGIN FOR r IN SELECT oid::regclass FROM pg_class"
          + " WHERE relnamespace = '{s}'::regnamespace AND relkind = 'r' AND relname ~ '[0-9]$'"
          + " LOOP EXECUTE 'DROP TABLE ' || r; END LOOP; END $$;";

  /** As the first program finds it; tables are not made anew, for poolers keep statements that have read them. */
  private static final String RESTORED =
      "TRUNCATE {t}, {t}_child RESTART IDENTITY; INSERT INTO {t} (code, name, mood, tags)"
          + " SELECT n, 'name ' || n, 'fine', ARRAY['a', 'b' || n] FROM generate_series(1, 20) n;";

  private final Account account;
  private final Connection connection;

  Scenery(Account account) throws SQLException {
    this.account = account;
    connection = DriverManager.getConnection(account.url, account.user, account.password);
    run("SET client_min_messages = error");
    create();
  }

  private void create() throws SQLException {
    StringBuilder all = new StringBuilder("DROP SCHEMA IF EXISTS {s} CASCADE; CREATE SCHEMA {s}");
    for (String sql : FIXED) {
      all.append("; ").append(sql);
    }
    for (String name : Program.SLOTS) {
      for (String sql : OF_A_SLOT) {
        all.append("; ").append(sql.replace("{t}", Slot.table(account.schema, name)));
      }
    }
    run(all.toString().replace("{s}", account.schema));
  }

  void restore() throws SQLException {
    StringBuilder all = new StringBuilder(CLEARED);
    for (String name : Program.SLOTS) {
      all.append(RESTORED.replace("{t}", Slot.table(account.schema, name)));
    }
    run(all.toString().replace("{s}", account.schema));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row. */
  String ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "no row";
    }
  }

  /** Until the answer is this; ten seconds at most. */
  void await(String sql, String answer) throws SQLException, InterruptedException {
    for (int i = 0; i < 1000; i++) {
      if (answer.equals(ask(sql))) {
        return;
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("never " + answer + ": " + sql);
  }

  /** What the program has left there. */
  String left(String name) throws SQLException {
    String table = Slot.table(account.schema, name);
    return ask(
            "SELECT coalesce(string_agg(t::text, ' ' ORDER BY id), 'empty') FROM " + table + " t")
        + " children "
        + ask("SELECT count(*) FROM " + table + "_child")
        + " next "
        + ask("SELECT last_value FROM " + table + "_id_seq");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

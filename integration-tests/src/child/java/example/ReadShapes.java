package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** What can be done with a connection that is, was or will be read-only, and what came of it: the same wherever it is done. */
final class ReadShapes {
  private interface Shape {
    String run(Connection connection) throws Exception;
  }

  private static final Map<String, Shape> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("autocommit", c -> {
      c.setReadOnly(true);
      return sum(c) + c.isReadOnly() + c.getAutoCommit();
    });
    SHAPES.put("spring", ReadShapes::spring);
    SHAPES.put("serializable", c -> {
      c.setReadOnly(true);
      c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      c.setAutoCommit(false);
      String seen = sum(c) + c.isReadOnly() + ask(c, "SHOW transaction_read_only");
      c.commit();
      return seen;
    });
    SHAPES.put("serializable-before", c -> {
      c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      c.setReadOnly(true);
      c.setAutoCommit(false);
      return sum(c) + c.isReadOnly() + ask(c, "SHOW transaction_isolation");
    });
    SHAPES.put("serializable-after-use", c -> {
      c.setReadOnly(true);
      String before = sum(c);
      c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      return before + sum(c) + c.isReadOnly() + c.getTransactionIsolation();
    });
    SHAPES.put("write-refused", c -> {
      c.setReadOnly(true);
      c.setAutoCommit(false);
      return ask(c, "INSERT INTO items VALUES (9)") + ask(c, "SELECT 1");
    });
    SHAPES.put("in-transaction", c -> {
      c.setAutoCommit(false);
      String seen = sum(c);
      try {
        c.setReadOnly(true);
        return "accepted";
      } catch (SQLException refused) {
        return seen + refused.getSQLState() + c.isReadOnly();
      }
    });
    SHAPES.put("back-and-forth", c -> {
      StringBuilder seen = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        c.setReadOnly(true);
        c.setAutoCommit(false);
        seen.append(sum(c)).append(c.isReadOnly());
        c.commit();
        c.setReadOnly(false);
        seen.append(ask(c, "UPDATE items SET n = n WHERE n = 1")).append(c.getAutoCommit());
        c.rollback();
      }
      return seen.toString();
    });
    SHAPES.put("statement-outlives", c -> {
      c.setReadOnly(true);
      try (PreparedStatement prepared = c.prepareStatement("SELECT count(*) FROM items")) {
        String first = first(prepared.executeQuery());
        c.setReadOnly(false);
        return first
            + ask(c, "UPDATE items SET n = n WHERE n = 1")
            + first(prepared.executeQuery());
      }
    });
    SHAPES.put("set-before", c -> {
      c.setSchema("other");
      c.setAutoCommit(false);
      c.setClientInfo("ApplicationName", "mine");
      c.setNetworkTimeout(Executors.newSingleThreadExecutor(), 7000);
      c.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
      c.setReadOnly(true);
      return c.getSchema()
          + ask(c, "SELECT current_schema()")
          + c.getAutoCommit()
          + ask(c, "SHOW application_name")
          + c.getNetworkTimeout()
          + c.getHoldability()
          + ask(c, "SELECT name FROM here");
    });
    SHAPES.put("after-set-before", c -> ask(c, "SELECT current_schema()") + c.getAutoCommit());
    SHAPES.put("set-by-sql-before", c -> {
      ask(c, "SET search_path TO other");
      c.setReadOnly(true);
      return ask(c, "SELECT name FROM here") + ask(c, "RESET search_path");
    });
    SHAPES.put("set-while", c -> {
      c.setReadOnly(true);
      c.setSchema("other");
      String there = ask(c, "SELECT name FROM here");
      c.setReadOnly(false);
      return there + ask(c, "SELECT name FROM here") + ask(c, "UPDATE here SET name = name");
    });
    SHAPES.put("after-set-while", c -> {
      c.setReadOnly(true);
      return ask(c, "SELECT current_schema()");
    });
    SHAPES.put("identity", ReadShapes::identity);
    SHAPES.put("savepoint", c -> {
      c.setReadOnly(true);
      c.setAutoCommit(false);
      sum(c);
      Savepoint savepoint = c.setSavepoint();
      String failed = ask(c, "SELECT 1 / 0");
      c.rollback(savepoint);
      return failed + sum(c);
    });
    SHAPES.put("cursor", c -> {
      c.setReadOnly(true);
      c.setAutoCommit(false);
      try (Statement statement = c.createStatement()) {
        statement.setFetchSize(2);
        ResultSet rows = statement.executeQuery("SELECT generate_series(1, 7)");
        int sum = 0;
        while (rows.next()) {
          sum += rows.getInt(1);
        }
        return sum + " " + (rows.getStatement() == statement);
      }
    });
    SHAPES.put("never-used", c -> {
      c.setReadOnly(true);
      c.setReadOnly(false);
      return c.isReadOnly() + ask(c, "UPDATE items SET n = n WHERE n = 1");
    });
    SHAPES.put("closed", c -> {
      c.setReadOnly(true);
      c.close();
      c.close();
      String use = ask(c, "SELECT 1");
      try {
        c.setReadOnly(true);
        return "accepted";
      } catch (SQLException refused) {
        return use + c.isClosed() + refused.getSQLState();
      }
    });
    SHAPES.put("aborted", c -> {
      c.setReadOnly(true);
      sum(c);
      c.abort(Runnable::run);
      return c.isClosed() + "";
    });
  }

  private ReadShapes() {}

  /** @param tidy whether each leaves its connection as it was: for pools that do not see to that themselves */
  static String all(DataSource pool, boolean tidy) {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, Shape> shape : SHAPES.entrySet()) {
      String outcome;
      try (Connection connection = pool.getConnection()) {
        try {
          outcome = shape.getValue().run(connection);
        } finally {
          forget(connection, tidy);
        }
      } catch (SQLException thrown) {
        outcome = thrown.getSQLState() + ' ' + thrown.getMessage();
      } catch (Exception thrown) {
        outcome = thrown.toString();
      }
      all.append(all.length() == 0 ? "" : "; ")
          .append(shape.getKey())
          .append(": ")
          .append(outcome);
    }
    return all.toString();
  }

  /** The schema no pool does. */
  private static void forget(Connection c, boolean all) throws SQLException {
    if (!c.isClosed()) {
      if (!c.getAutoCommit()) {
        c.rollback();
        c.setAutoCommit(true);
      }
      if (all) {
        c.setReadOnly(false);
        c.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        c.setClientInfo("ApplicationName", "");
      }
      c.setSchema("public");
    }
  }

  private static String spring(Connection c) throws SQLException {
    boolean before = c.isReadOnly();
    c.setReadOnly(true);
    int isolation = c.getTransactionIsolation();
    c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    c.setAutoCommit(false);
    String seen =
        sum(c) + ask(c, "SHOW transaction_isolation") + ask(c, "SHOW transaction_read_only");
    c.commit();
    c.setAutoCommit(true);
    c.setTransactionIsolation(isolation);
    c.setReadOnly(false);
    return before + seen + c.isReadOnly() + c.getAutoCommit() + c.getTransactionIsolation();
  }

  private static String identity(Connection c) throws SQLException {
    c.setReadOnly(true);
    try (Statement statement = c.createStatement();
        PreparedStatement prepared = c.prepareStatement("SELECT 1");
        ResultSet rows = prepared.executeQuery()) {
      return Arrays.asList(
              statement.getConnection() == c,
              prepared.getConnection() == c,
              rows.getStatement() == prepared,
              rows.getStatement().getConnection() == c,
              c.getMetaData().getConnection() == c,
              c.equals(c),
              c.hashCode() == statement.getConnection().hashCode(),
              c.isWrapperFor(org.postgresql.PGConnection.class),
              c.unwrap(org.postgresql.PGConnection.class) != null)
          .toString();
    }
  }

  private static String sum(Connection c) throws SQLException {
    return ask(c, "SELECT sum(n) FROM items") + ' ';
  }

  private static String ask(Connection c, String sql) {
    try {
      return PoolCommands.ask(c, sql) + ' ';
    } catch (SQLException failed) {
      return failed.getSQLState() + ' ';
    }
  }

  private static String first(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getString(1) + ' ';
  }
}

package example.differential;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** Where transactions begin and end. */
final class Transactions {
  private static final int[] LEVELS = {
    Connection.TRANSACTION_READ_UNCOMMITTED,
    Connection.TRANSACTION_READ_COMMITTED,
    Connection.TRANSACTION_REPEATABLE_READ,
    Connection.TRANSACTION_SERIALIZABLE
  };

  private Transactions() {}

  static void addTo(Operations all) {
    all.add("autocommit-off", 9, slot -> slot.connection().setAutoCommit(false));
    all.add("autocommit-on", 4, slot -> slot.connection().setAutoCommit(true));
    all.add("commit", 10, slot -> slot.connection().commit());
    all.add("rollback", 5, slot -> slot.connection().rollback());
    all.add("whole", 8, Transactions::whole);
    all.add("savepoints", 8, Transactions::savepoints);
    all.add("read-only", 5, Transactions::readOnly);
    all.add("isolation-of-transaction", 4, Transactions::isolationOfTransaction);
    all.add("words", 6, Transactions::words);
    all.add("commits-in-procedure", 3, slot -> slot.sql("CALL {t}_commits(1)"));
    all.add("status", 3, Transactions::status);
    all.addDirect("isolation", 5, Transactions::isolation);
  }

  private static void whole(Slot slot) throws Exception {
    slot.connection().setAutoCommit(false);
    for (int i = slot.chance(4); i >= 0; i--) {
      slot.sql(slot.oneOf(
          "UPDATE {t} SET name = 'whole' WHERE id = 2",
          "SELECT sum(code) FROM {t}",
          "INSERT INTO {t} (name) VALUES ('whole')",
          "SAVEPOINT by_text",
          "ROLLBACK TO by_text",
          "SELECT 1 / 0"));
    }
    if (slot.chance(3) == 0) {
      slot.seen.attempt(slot.connection()::rollback);
    } else {
      slot.seen.attempt(slot.connection()::commit);
    }
    slot.connection().setAutoCommit(true);
  }

  private static void savepoints(Slot slot) throws Exception {
    boolean named = slot.chance(2) == 0;
    String between = slot.oneOf(
        "SELECT 1 / 0",
        "UPDATE {t} SET name = 'saved?' WHERE id = 5",
        "SELECT 1",
        "INSERT INTO {t} (code) VALUES (1)");
    int then = slot.chance(4);
    slot.seen.attempt(() -> {
      Connection connection = slot.connection();
      Savepoint savepoint =
          named ? connection.setSavepoint("point \"x\"") : connection.setSavepoint();
      slot.sql(between);
      if (then < 2) {
        slot.seen.attempt(() -> connection.rollback(savepoint));
      }
      if (then != 1) {
        slot.seen.attempt(() -> connection.releaseSavepoint(savepoint));
      }
      slot.seen.fact(
          "name", named ? savepoint.getSavepointName() : savepoint.getSavepointId() >= 0);
    });
    slot.sql("SELECT name FROM {t} WHERE id = 5");
  }

  private static void readOnly(Slot slot) throws Exception {
    boolean readOnly = slot.chance(3) > 0;
    slot.seen.attempt(() -> slot.connection().setReadOnly(readOnly));
    if (slot.chance(2) == 0) {
      slot.sql("SELECT current_setting('transaction_read_only')");
    }
    slot.sql("UPDATE {t} SET name = 'read only?' WHERE id = 6");
    if (slot.chance(3) > 0) {
      slot.seen.attempt(slot.connection()::rollback);
      slot.seen.attempt(() -> slot.connection().setReadOnly(false));
    }
  }

  /** Nothing may have been asked in the transaction before. */
  private static void isolationOfTransaction(Slot slot) throws Exception {
    slot.sql(slot.oneOf(
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "SET TRANSACTION SNAPSHOT 'nonsense'",
        "SET TRANSACTION READ ONLY DEFERRABLE"));
    slot.sql(
        "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')");
  }

  private static void isolation(Slot slot) throws Exception {
    int level = LEVELS[slot.chance(LEVELS.length)];
    slot.seen.attempt(() -> slot.connection().setTransactionIsolation(level));
    slot.seen.attempt(
        () -> slot.seen.fact("isolation", slot.connection().getTransactionIsolation()));
    slot.sql("SHOW transaction_isolation");
  }

  /** Transactions that the application makes by text, as JDBC would rather not have it. */
  private static void words(Slot slot) throws Exception {
    for (int i = 1 + slot.chance(4); i > 0; i--) {
      slot.sql(slot.oneOf(
          "BEGIN",
          "BEGIN ISOLATION LEVEL REPEATABLE READ",
          "START TRANSACTION READ ONLY",
          "COMMIT",
          "ROLLBACK",
          "ABORT",
          "END",
          "COMMIT AND CHAIN",
          "SAVEPOINT word",
          "ROLLBACK TO SAVEPOINT word",
          "RELEASE word",
          "PREPARE TRANSACTION 'two phases'",
          "UPDATE {t} SET name = 'by words' WHERE id = 8"));
    }
    slot.observeState();
    slot.sql(slot.oneOf("COMMIT", "ROLLBACK"));
  }

  private static void status(Slot slot) throws Exception {
    slot.connection().setAutoCommit(false);
    String id = ask(slot, "SELECT pg_current_xact_id()::text");
    if (slot.chance(2) == 0) {
      slot.seen.attempt(slot.connection()::commit);
    } else {
      slot.seen.attempt(slot.connection()::rollback);
    }
    slot.seen.fact("status", ask(slot, "SELECT pg_xact_status('" + id + "')"));
    slot.seen.attempt(slot.connection()::commit);
  }

  private static String ask(Slot slot, String sql) throws SQLException {
    try (java.sql.Statement statement = slot.connection().createStatement();
        java.sql.ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}

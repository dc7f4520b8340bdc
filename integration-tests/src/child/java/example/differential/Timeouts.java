package example.differential;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.jdbc.PgStatement;

/** Timeouts that the application asks for, in every way, and statements that it cancels. They end soon, and by nothing but these. */
final class Timeouts {
  private Timeouts() {}

  static void addTo(Operations all) {
    all.add("query-timeout-in-time", 5, Timeouts::inTime);
    all.add("query-timeout", 2, Timeouts::fires);
    all.add("query-timeout-of-a-second", 1, slot -> sleep(slot, slot.chance(20) == 0 ? 1000 : 300));
    all.add("statement-timeout-of-transaction", 3, Timeouts::ofTransaction);
    all.add("lock-timeout-of-transaction", 3, Timeouts::lockTimeout);
    all.add("cancel", 2, Timeouts::cancel);
    all.add("network-timeout", 1, Timeouts::networkTimeout);
    all.addDirect("statement-timeout-of-session", 3, Timeouts::ofSession);
    all.addDirect("idle-in-transaction", 1, Timeouts::idle);
  }

  private static void inTime(Slot slot) throws Exception {
    try (Statement statement = slot.connection().createStatement()) {
      statement.setQueryTimeout(20 + slot.chance(90));
      slot.seen.results(statement, statement.execute("SELECT 'in time'"));
      slot.seen.attempt(() -> statement.setQueryTimeout(-1));
      statement.setQueryTimeout(0);
      slot.seen.results(statement, statement.execute("SELECT 'without'"));
    }
  }

  private static void fires(Slot slot) throws Exception {
    sleep(slot, 250);
  }

  private static void sleep(Slot slot, int millis) throws Exception {
    if (!slot.account.cancels()) {
      return;
    }
    try (Statement statement = slot.connection().createStatement()) {
      if (millis % 1000 == 0) {
        statement.setQueryTimeout(millis / 1000);
      } else {
        statement.unwrap(PgStatement.class).setQueryTimeoutMs(millis);
      }
      slot.seen.attempt(
          () -> slot.seen.results(statement, statement.execute("SELECT pg_sleep(30)")));
      slot.seen.attempt(() -> slot.seen.fact("timeout", statement.getQueryTimeout()));
      slot.seen.attempt(
          () -> slot.seen.results(statement, statement.execute("SELECT 'afterwards'")));
    }
  }

  private static void ofTransaction(Slot slot) throws Exception {
    if (slot.connection().getAutoCommit() || slot.isFailed()) {
      return;
    }
    slot.sql("SET LOCAL statement_timeout = " + slot.oneOf("100", "'90ms'", "'3min'"));
    slot.sql(
        "SELECT current_setting('statement_timeout'), pg_sleep(CASE WHEN current_setting('statement_timeout') = '3min' THEN 0 ELSE 30 END)");
    slot.seen.attempt(
        slot.chance(2) == 0 ? slot.connection()::commit : slot.connection()::rollback);
    slot.sql("SELECT 'the next transaction', pg_sleep(0.06)");
  }

  /** The one that is waited for is held by a transaction that ends with this. */
  private static void lockTimeout(Slot slot) throws Exception {
    if (slot.connection().getAutoCommit()) {
      return;
    }
    try (Connection other = java.sql.DriverManager.getConnection(
            slot.account.url, slot.account.user, slot.account.password);
        Statement statement = other.createStatement()) {
      slot.seen.attempt(slot.connection()::rollback);
      other.setAutoCommit(false);
      statement.execute(slot.text("UPDATE {t} SET name = 'locked' WHERE id = 1"));
      slot.sql("SET LOCAL lock_timeout = 40");
      slot.sql(slot.oneOf(
          "UPDATE {t} SET name = 'mine' WHERE id = 1",
          "SELECT 1 FROM {t} WHERE id = 1 FOR UPDATE",
          "LOCK {t}"));
      slot.seen.attempt(slot.connection()::rollback);
      slot.sql("SELECT id FROM {t} WHERE id < 3 ORDER BY id FOR UPDATE SKIP LOCKED");
      slot.sql("SELECT id FROM {t} WHERE id < 3 ORDER BY id FOR UPDATE NOWAIT");
      other.rollback();
    }
    slot.seen.attempt(slot.connection()::rollback);
  }

  /** By another thread, once the server is at it. */
  private static void cancel(Slot slot) throws Exception {
    if (!slot.account.cancels()) {
      return;
    }
    String sql = slot.text("SELECT pg_sleep(30), '{t} is to be cancelled'");
    try (Statement statement = slot.connection().createStatement()) {
      Thread other = new Thread(() -> {
        try {
          slot.scenery.await(
              "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND wait_event = 'PgSleep' AND query = '"
                  + sql.replace("'", "''") + "'",
              "1");
          statement.cancel();
        } catch (SQLException | InterruptedException | IllegalStateException e) {
          System.out.println("not cancelled: " + e);
        }
      });
      boolean failed = slot.isFailed();
      if (!failed) {
        other.start();
      }
      slot.seen.attempt(() -> slot.seen.results(statement, statement.execute(sql)));
      other.join();
      slot.seen.attempt(
          () -> slot.seen.results(statement, statement.execute("SELECT 'afterwards'")));
    }
  }

  private static void networkTimeout(Slot slot) throws Exception {
    slot.connection().setNetworkTimeout(Runnable::run, 60_000);
    slot.observeState();
    slot.sql("SELECT 'in time'");
    if (slot.chance(3) == 0 && !slot.isFailed()) {
      slot.connection().setNetworkTimeout(Runnable::run, 80);
      slot.sql("SELECT pg_sleep(0.4)");
    } else {
      slot.connection().setNetworkTimeout(Runnable::run, 0);
    }
  }

  private static void ofSession(Slot slot) throws Exception {
    slot.sql("SET statement_timeout = " + slot.oneOf("100", "'90ms'"));
    slot.sql("SHOW statement_timeout");
    slot.sql(
        "DO $$ BEGIN IF current_setting('statement_timeout') <> '0' THEN PERFORM pg_sleep(30); END IF; END $$");
    if (slot.isFailed()) {
      slot.seen.attempt(slot.connection()::rollback);
    }
    slot.sql(slot.oneOf(
        "SET statement_timeout = 0", "RESET statement_timeout", "SET statement_timeout = '70s'"));
    slot.sql("SELECT pg_sleep(0.06)");
  }

  private static void idle(Slot slot) throws Exception {
    if (slot.connection().getAutoCommit() || slot.isFailed() || slot.chance(2) == 0) {
      return;
    }
    int process = slot.driver().getBackendPID();
    slot.sql("SET LOCAL idle_in_transaction_session_timeout = 20");
    slot.scenery.await("SELECT count(*) FROM pg_stat_activity WHERE pid = " + process, "0");
    slot.sql("SELECT 'too late'");
    slot.seen.attempt(() -> slot.seen.fact("valid", slot.connection().isValid(2)));
  }
}

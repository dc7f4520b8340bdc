package example.differential;

import java.sql.Connection;

/** Connections that end in unusual ways, and what they are like afterwards. */
final class Endings {
  private Endings() {}

  static void addTo(Operations all) {
    all.add("close", 3, slot -> ended(slot, slot.connection()::close));
    all.add("close-in-transaction", 4, Endings::inTransaction);
    all.add("abort", 1, slot -> ended(slot, () -> slot.connection().abort(Runnable::run)));
    all.addDirect(
        "terminated",
        2,
        slot -> ended(slot, () -> slot.sql("SELECT pg_terminate_backend(pg_backend_pid())")));
  }

  private static void ended(Slot slot, Observer.Step how) throws Exception {
    slot.seen.attempt(how);
    Connection connection = slot.connection();
    slot.seen.fact("closed", connection.isClosed());
    slot.seen.attempt(() -> slot.seen.fact("valid", connection.isValid(1)));
    slot.seen.attempt(() -> slot.sql("SELECT 'after the end'"));
    slot.seen.attempt(() -> connection.rollback());
    slot.seen.attempt(() -> slot.seen.fact("autocommit", connection.getAutoCommit()));
    slot.seen.attempt(connection::close);
  }

  private static void inTransaction(Slot slot) throws Exception {
    slot.connection().setAutoCommit(false);
    slot.sql(slot.oneOf(
        "UPDATE {t} SET name = 'never' WHERE id = 4",
        "SELECT 1",
        "SELECT 1 / 0",
        "SET LOCAL work_mem = '8MB'"));
    ended(slot, slot.connection()::close);
  }
}

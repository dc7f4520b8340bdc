package example.differential;

import java.sql.ResultSet;
import java.sql.Statement;

/** Results that come in pieces, that can be gone about in, that can be changed, and that are to outlive their transaction. */
final class Cursors {
  private Cursors() {}

  static void addTo(Operations all) {
    all.add("pieces", 7, Cursors::pieces);
    all.add("pieces-cut-short", 5, Cursors::cutShort);
    all.add("pieces-over-commit", 4, Cursors::overCommit);
    all.add("scrollable", 4, Cursors::scrollable);
    all.add("updatable", 4, Cursors::updatable);
    all.add("declared", 4, Cursors::declared);
    all.addDirect("declared-with-hold", 2, Cursors::withHold);
  }

  private static void pieces(Slot slot) throws Exception {
    int size = 1 + slot.chance(6);
    boolean fails = slot.chance(4) == 0;
    try (Statement statement = slot.connection().createStatement()) {
      statement.setFetchSize(size);
      statement.setMaxRows(slot.chance(3) * 7);
      slot.seen.attempt(() -> slot.seen.rows(statement.executeQuery(
          "SELECT n, " + (fails ? "10 / (11 - n)" : "n * n") + " FROM generate_series(1, 20) n")));
      slot.seen.fact("size", statement.getFetchSize());
    }
  }

  private static void cutShort(Slot slot) throws Exception {
    int read = slot.chance(6);
    try (Statement statement = slot.connection().createStatement();
        Statement other = slot.connection().createStatement()) {
      statement.setFetchSize(3);
      ResultSet rows = statement.executeQuery("SELECT generate_series(1, 40)");
      for (int i = 0; i < read && rows.next(); i++) {
        slot.seen.fact("read", rows.getInt(1));
      }
      slot.seen.results(
          other, other.execute(slot.text("UPDATE {t} SET name = 'meanwhile' WHERE id = 10")));
      slot.seen.fact("position", rows.getRow() + " " + rows.isBeforeFirst() + " " + rows.isLast());
      if (slot.chance(2) == 0) {
        rows.close();
      }
      slot.seen.attempt(() -> slot.seen.results(statement, statement.execute("SELECT 'instead'")));
      slot.seen.fact("closed", rows.isClosed());
    }
  }

  private static void overCommit(Slot slot) throws Exception {
    int holdability =
        slot.oneOf(ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT);
    try (Statement statement = slot.connection()
        .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability)) {
      statement.setFetchSize(4);
      ResultSet rows = statement.executeQuery("SELECT generate_series(1, 9)");
      rows.next();
      slot.seen.attempt(
          slot.chance(2) == 0 ? slot.connection()::commit : slot.connection()::rollback);
      slot.seen.attempt(() -> {
        while (rows.next()) {
          slot.seen.row(rows);
        }
      });
      slot.seen.fact("holdability", statement.getResultSetHoldability());
    }
  }

  private static void scrollable(Slot slot) throws Exception {
    try (Statement statement = slot.connection()
            .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows =
            statement.executeQuery("SELECT n, 'r' || n FROM generate_series(1, 12) n")) {
      for (int i = 0; i < 6; i++) {
        int to = slot.chance(15);
        boolean there = slot.chance(3) == 0
            ? rows.relative(to - 7)
            : slot.chance(2) == 0 ? rows.absolute(-to) : rows.previous();
        slot.seen.fact(
            "there", there + " " + rows.getRow() + " " + (there ? rows.getString(2) : ""));
      }
    }
  }

  private static void updatable(Slot slot) throws Exception {
    try (Statement statement = slot.connection()
            .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery(
            slot.text("SELECT id, name, amount FROM {t} WHERE id BETWEEN 13 AND 16 ORDER BY id"))) {
      while (rows.next()) {
        rows.updateString(2, "updated " + rows.getInt(1));
        rows.updateRow();
        slot.seen.row(rows);
      }
      rows.moveToInsertRow();
      rows.updateString("name", "inserted");
      rows.insertRow();
      rows.moveToCurrentRow();
      if (rows.absolute(2)) {
        rows.deleteRow();
      }
      if (rows.absolute(1)) {
        rows.refreshRow();
        slot.seen.row(rows);
      }
    }
  }

  private static void declared(Slot slot) throws Exception {
    slot.sql("DECLARE mine SCROLL CURSOR FOR SELECT generate_series(1, 30)");
    slot.sql("FETCH 3 FROM mine");
    slot.sql("MOVE 10 IN mine");
    slot.sql("FETCH BACKWARD 2 FROM mine");
    slot.sql("CLOSE mine");
  }

  private static void withHold(Slot slot) throws Exception {
    slot.sql("DECLARE held CURSOR WITH HOLD FOR SELECT generate_series(1, 5)");
    slot.sql("FETCH 2 FROM held");
    if (!slot.connection().getAutoCommit()) {
      slot.seen.attempt(slot.connection()::commit);
    }
    slot.sql("FETCH 2 FROM held");
    slot.sql("CLOSE held");
  }
}

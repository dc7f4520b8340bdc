package example.differential;

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.Types;

/** Functions and what they say beside their results. */
final class Functions {
  private Functions() {}

  static void addTo(Operations all) {
    all.add(
        "notice",
        5,
        slot -> slot.sql(
            "SELECT {s}.notice('n', n) FROM generate_series(1, " + (1 + slot.chance(3)) + ") n"));
    all.add("warning", 4, slot -> slot.sql("SELECT {s}.warn('a warning of its own')"));
    all.add(
        "raise",
        5,
        slot -> slot.sql("SELECT {s}.fail('on purpose', '"
            + slot.oneOf("P0001", "40001", "40P01", "57014", "XX000", "25P03", "01000", "ABCDE")
            + "')"));
    all.add("caught", 3, slot -> slot.sql("SELECT {s}.caught(" + slot.chance(3) + ")"));
    all.add("messages", 3, Functions::messages);
    all.add("out-parameters", 4, Functions::outParameters);
    all.add("cursor-of-function", 4, Functions::refcursor);
    all.add("series", 2, slot -> slot.sql("SELECT * FROM {s}.series(" + slot.chance(9) + ")"));
  }

  /** How much of the messages arrives is a setting of the session, which may be its transaction's. */
  private static void messages(Slot slot) throws Exception {
    slot.sql("SET LOCAL client_min_messages = " + slot.oneOf("error", "debug1", "log"));
    slot.sql("SELECT {s}.notice('quiet?', 1), {s}.warn('quiet?')");
    slot.sql("DROP TABLE IF EXISTS {s}.never_there");
    if (!slot.connection().getAutoCommit()) {
      slot.seen.attempt(slot.connection()::rollback);
    }
  }

  private static void outParameters(Slot slot) throws Exception {
    try (CallableStatement call =
        slot.connection().prepareCall(slot.text("{call {s}.both(?, ?, ?)}"))) {
      for (int i = 1 + slot.chance(6); i > 0; i--) {
        call.setInt(1, i);
        call.registerOutParameter(2, Types.INTEGER);
        call.registerOutParameter(3, Types.VARCHAR);
        slot.seen.attempt(() -> {
          slot.seen.fact("execute", call.execute());
          slot.seen.fact("out", call.getInt(2) + " " + call.getString(3));
        });
      }
    }
  }

  private static void refcursor(Slot slot) throws Exception {
    try (CallableStatement call =
        slot.connection().prepareCall(slot.text("{? = call {s}.cursor_of(?)}"))) {
      call.registerOutParameter(1, Types.OTHER);
      call.setInt(2, 4);
      call.execute();
      try (ResultSet rows = (ResultSet) call.getObject(1)) {
        slot.seen.rows(rows);
      }
    }
    slot.sql("FETCH ALL FROM named_cursor");
  }
}

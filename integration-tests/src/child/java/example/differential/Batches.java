package example.differential;

import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;

/** Many at once. */
final class Batches {
  private Batches() {}

  static void addTo(Operations all) {
    all.add("batch", 8, Batches::prepared);
    all.add("batch-of-texts", 5, Batches::texts);
    all.add("batch-with-keys", 5, Batches::keys);
    all.add("large-batch", 2, Batches::large);
  }

  private static void prepared(Slot slot) throws Exception {
    int count = slot.chance(30);
    int wrong = slot.chance(2) == 0 ? -1 : slot.chance(30);
    int rounds = 1 + slot.chance(3);
    try (PreparedStatement insert = slot.prepare("INSERT INTO {t} (checked, name) VALUES (?, ?)")) {
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++) {
          insert.setInt(1, i == wrong ? 5000 : i);
          insert.setString(2, "batch " + i);
          insert.addBatch();
        }
        slot.seen.attempt(() -> slot.seen.fact("counts", Arrays.toString(insert.executeBatch())));
        slot.seen.warnings("batch", insert.getWarnings());
      }
    }
    slot.sql("SELECT count(*), max(id) FROM {t}");
  }

  private static void texts(Slot slot) throws Exception {
    try (Statement statement = slot.connection().createStatement()) {
      for (int i = 1 + slot.chance(6); i > 0; i--) {
        statement.addBatch(slot.text(slot.oneOf(
            "INSERT INTO {t} (name) VALUES ('text')",
            "UPDATE {t} SET name = 'text' WHERE id < 5",
            "DELETE FROM {t} WHERE id = 11",
            "INSERT INTO {t} (code) VALUES (2)",
            "SELECT 1",
            "SAVEPOINT in_batch",
            "INSERT INTO {t} (name) VALUES ('two'); UPDATE {t} SET name = 'three' WHERE name = 'two'",
            "COMMIT",
            "SET LOCAL search_path TO {s}")));
      }
      slot.seen.attempt(
          () -> slot.seen.fact("counts", Arrays.toString(statement.executeLargeBatch())));
      slot.seen.attempt(() -> slot.seen.fact("again", Arrays.toString(statement.executeBatch())));
    }
    slot.sql("SELECT count(*), max(id) FROM {t}");
  }

  private static void keys(Slot slot) throws Exception {
    int chosen = slot.chance(3) == 0 ? slot.chance(6) : -1;
    // How much of it stays depends on prepareThreshold, which is Tripmeter's where it does not know
    // yet what stands before the server.
    boolean whole = slot.connection().getAutoCommit() && !slot.hasThreshold;
    int wrong = whole ? -1 : chosen;
    try (PreparedStatement insert = slot.connection()
        .prepareStatement(
            slot.text("INSERT INTO {t} (code, name) VALUES (?, ?)"),
            Statement.RETURN_GENERATED_KEYS)) {
      for (int round = 1 + slot.chance(3); round > 0; round--) {
        for (int i = 0; i < 6; i++) {
          insert.setObject(1, i == wrong ? Integer.valueOf(3) : null, java.sql.Types.INTEGER);
          insert.setString(2, "key " + i);
          insert.addBatch();
        }
        slot.seen.attempt(() -> {
          slot.seen.fact("counts", Arrays.toString(insert.executeBatch()));
          slot.seen.rows(insert.getGeneratedKeys());
        });
      }
    }
  }

  /** More than goes into the driver's and the sockets' buffers before it has to read. */
  private static void large(Slot slot) throws Exception {
    char[] long1 = new char[400 + slot.chance(400)];
    Arrays.fill(long1, 'x');
    try (PreparedStatement update = slot.prepare("UPDATE {t} SET name = ? WHERE id = ?")) {
      for (int i = 0; i < 300; i++) {
        update.setString(1, new String(long1));
        update.setInt(2, i % 20);
        update.addBatch();
      }
      slot.seen.fact("counts", Arrays.toString(update.executeBatch()));
    }
    slot.sql("UPDATE {t} SET name = left(name, 5)");
  }
}

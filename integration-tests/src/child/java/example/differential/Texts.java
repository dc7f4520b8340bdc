package example.differential;

import java.util.ArrayList;
import java.util.List;

/** Several statements in one text, with failures anywhere in it: what is undone depends on what the driver sends together. */
final class Texts {
  private static final String[] PIECES = {
    "INSERT INTO {t} (name) VALUES ('one of several')",
    "INSERT INTO {t} (name) VALUES ('a'), ('b') RETURNING id",
    "SELECT 'between'",
    "UPDATE {t} SET name = 'several' WHERE id < 3",
    "DELETE FROM {t} WHERE id = 12",
    "SELECT {s}.notice('several', 1)",
    "SELECT count(*) FROM {t}",
    "SET LOCAL search_path TO {s}",
    "SELECT count(*) FROM t_a",
  };

  private static final String[] BREAKS = {
    "SELECT 1 / 0",
    "SELEC",
    "SELECT {s}.fail('in the middle', 'P0042')",
    "COMMIT",
    "ROLLBACK",
    "BEGIN",
    "SAVEPOINT several",
    "INSERT INTO {t}_child (parent) VALUES (4711)",
    "VACUUM {t}_child",
    "DISCARD TEMP",
  };

  private Texts() {}

  static void addTo(Operations all) {
    all.add("several", 10, Texts::several);
    all.add("several-with-values", 4, Texts::withValues);
    all.add("block", 3, Texts::block);
  }

  private static void several(Slot slot) throws Exception {
    List<String> pieces = new ArrayList<>();
    for (int i = 2 + slot.chance(3); i > 0; i--) {
      pieces.add(slot.chance(4) == 0 ? slot.oneOf(BREAKS) : slot.oneOf(PIECES));
    }
    slot.sql(String.join("; ", pieces));
    end(slot);
  }

  /** A transaction that a text has begun is not the driver's: it would go on in autocommit. */
  private static void end(Slot slot) throws Exception {
    slot.observeState();
    if (slot.connection().getAutoCommit()) {
      slot.sql("ROLLBACK");
    }
  }

  private static void withValues(Slot slot) throws Exception {
    try (java.sql.PreparedStatement both = slot.prepare("INSERT INTO {t} (name) VALUES (?); "
        + slot.oneOf(
            "SELECT 1 / ?::int", "SELECT 1 + ?::int", "UPDATE {t} SET name = 'v' WHERE id = ?"))) {
      for (int i = slot.chance(7); i >= 0; i--) {
        both.setString(1, "with values");
        both.setInt(2, i % 3);
        slot.seen.attempt(() -> slot.seen.results(both, both.execute()));
      }
    }
    end(slot);
  }

  private static void block(Slot slot) throws Exception {
    slot.sql("DO $$ BEGIN INSERT INTO {t} (name) VALUES ('block'); RAISE NOTICE 'a; b'; "
        + slot.oneOf("", "COMMIT; ", "ROLLBACK; ", "PERFORM 1 / 0; ")
        + "END $$; SELECT 'after; the block'");
    end(slot);
  }
}

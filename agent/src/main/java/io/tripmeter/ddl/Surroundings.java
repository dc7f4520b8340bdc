package io.tripmeter.ddl;

import java.util.List;

/** What a statement does to those around it: to their transaction, and to the tables that names stand for. By PostgreSQL's grammar (gram.y). */
final class Surroundings {
  private Surroundings() {}

  /**
   * Whether a query before it, in its transaction, may change what it does: LOCK before the snapshot that the transaction keeps, and settings
   * of the transaction, which "must be called before any query" (25001).
   */
  static boolean comesFirst(List<Token> statement) {
    Cursor at = new Cursor(statement);
    if (!at.take("set")) {
      return at.sees("lock") || at.sees("begin") || at.sees("start");
    }
    at.takeOneOf("session", "local");
    String name = at.peek().text;
    return name.startsWith("transaction") || name.equals("characteristics");
  }

  /** Whether the same name may be another table's from now on. */
  static boolean changesNames(List<Token> statement) {
    Cursor at = new Cursor(statement);
    if (at.take("set")) {
      at.takeOneOf("session", "local");
      return at.sees("search_path") || at.sees("schema");
    }
    if (at.takeOneOf("reset", "discard")) {
      return at.sees("search_path") || at.sees("all");
    }
    if (at.take("select")) {
      // As Flyway sets the search path.
      return at.sees("set_config");
    }
    return at.take("alter") && (at.has("rename") || at.has("set", "schema"));
  }
}

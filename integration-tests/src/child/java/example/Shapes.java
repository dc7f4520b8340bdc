package example;

import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every shape of transaction that a driver's user can make, by name. They need {@code CREATE TABLE shape (id serial PRIMARY KEY, number int, name text)}. */
final class Shapes {
  private static final Map<String, Shape> ALL = new LinkedHashMap<>();

  static {
    StatementShapes.addTo(ALL);
    BatchShapes.addTo(ALL);
    CursorShapes.addTo(ALL);
    FailureShapes.addTo(ALL);
    StreamShapes.addTo(ALL);
    AutocommitShapes.addTo(ALL);
    LimitShapes.addTo(ALL);
    FirstUseShapes.addTo(ALL);
  }

  private Shapes() {}

  static String names(String[] arguments) {
    return String.join(",", ALL.keySet());
  }

  /** A pool's name and a shape's. */
  static String run(String[] arguments) throws Exception {
    Seen seen = new Seen();
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      ALL.get(arguments[1]).in(connection, seen);
    }
    return seen.toString();
  }
}

package io.tripmeter.connect;

import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The name under which two clients each prepare a statement of their own on the server. Another client's, left on a server connection
 * by a pooler that does not carry prepared statements, must not be met, so it is one of a million million; and what ours leaves there
 * is in nobody's way. QueryExecutorImpl of pgjdbc 42.2 to 42.7 names them {@code S_} and a number that it counts up.
 */
public final class ProbeName {
  private static final String NEXT = "nextUniqueID";
  private static final long LEAST = 1_000_000;

  private final long number = ThreadLocalRandom.current().nextLong(LEAST, LEAST * LEAST);

  /** A comment in the first client's text, by which the second finds it among the server's prepared statements. */
  String mark() {
    return " /* first " + number + " */";
  }

  /** An expression that is true for the first client's statement, without holding its mark itself. */
  String isFirsts(String column) {
    return "strpos(" + column + ", 'first ' || '" + number + "') > 0";
  }

  /** Executes the statement, prepared by this name at once. */
  void execute(Connection connection, PreparedStatement statement)
      throws SQLException, ReflectiveOperationException {
    ReflectiveAccess driver =
        ReflectiveAccess.of(ReflectiveAccess.of(connection).get("getQueryExecutor"));
    Object next = driver.field(NEXT);
    ReflectiveAccess.of(statement).call("setPrepareThreshold", 1);
    driver.set(NEXT, number);
    try {
      statement.execute();
    } finally {
      driver.set(NEXT, next == null ? number : next);
    }
  }
}

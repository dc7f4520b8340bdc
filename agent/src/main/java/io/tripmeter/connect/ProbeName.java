package io.tripmeter.connect;

import io.tripmeter.pgjdbc.DriverConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The name under which two clients each prepare a statement of their own on the server. A pooler that does not carry prepared statements
 * leaves them on server connections. So the name is one of a million million: it must not meet a third client's, nor be in its way.
 */
public final class ProbeName {
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
    DriverConnection.of(connection).executePrepared(statement, number);
  }
}

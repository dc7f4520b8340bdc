package io.tripmeter.pgjdbc;

import java.sql.Statement;

/** Members of a PgStatement. A ReflectiveOperationException means that the driver's version is unknown, or is what the call has thrown. */
public final class DriverStatement {
  /** QueryExecutor.QUERY_EXECUTE_AS_SIMPLE of pgjdbc 42.2 to 42.7. */
  private static final int AS_SIMPLE = 1024;

  private DriverStatement() {}

  /** Executes a text in one Query message, in which {@code $1} is no parameter of the driver's. */
  public static void executeAsSimple(Statement statement, String text)
      throws ReflectiveOperationException {
    statement
        .getClass()
        .getMethod("executeWithFlags", String.class, int.class)
        .invoke(statement, text, AS_SIMPLE);
  }
}

package io.tripmeter.boot;

/** Executions of a statement, for tests of other packages. */
public final class TestRows {
  private TestRows() {}

  public static void execute(StatementRow row, long nanos, long trips, long rows) {
    row.add(nanos, trips, rows);
  }
}

package io.tripmeter.boot;

/** How a pool tests a connection that it lends, where it asks no more than whether the server answers. Immutable. */
public final class BorrowTest {
  private final int seconds;
  private final long intervalMillis;
  private final boolean byStatement;
  private final boolean ofNew;

  /**
   * @param seconds that the server's answer may take
   * @param intervalMillis for which the pool believes an answer; 0: not at all
   * @param byStatement whether the pool runs a statement of its own, and does not call isValid
   * @param ofNew whether what the pool asks of a connection that it has just opened is the same, and no statement that sets it up
   */
  public BorrowTest(int seconds, long intervalMillis, boolean byStatement, boolean ofNew) {
    this.seconds = seconds;
    this.intervalMillis = intervalMillis;
    this.byStatement = byStatement;
    this.ofNew = ofNew;
  }

  int seconds() {
    return seconds;
  }

  boolean isByStatement() {
    return byStatement;
  }

  boolean isOfNew() {
    return ofNew;
  }

  /** Whether the pool still believes what was found so long ago. */
  boolean believes(long millisAgo) {
    return intervalMillis > 0 && millisAgo < intervalMillis;
  }
}

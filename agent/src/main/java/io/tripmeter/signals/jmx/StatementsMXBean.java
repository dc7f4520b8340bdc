package io.tripmeter.signals.jmx;

import java.util.List;

/** The JMX view of the table of statements, registered as {@code io.tripmeter:type=Statements}. */
public interface StatementsMXBean {
  /** When counting began, or was reset: ISO 8601, UTC. */
  String getSince();

  /** How many statements have a row of their own. */
  int getKnown();

  /** The twenty that took the most time, most first; the last row is all others. */
  List<StatementCost> getTop();

  /**
   * @param by {@code total}, {@code calls}, {@code trips}, {@code rows}, {@code mean} or {@code p95}
   * @param most how many statements; all others are the last row
   */
  List<StatementCost> top(String by, int most);

  /** All statements count from zero. */
  void reset();
}

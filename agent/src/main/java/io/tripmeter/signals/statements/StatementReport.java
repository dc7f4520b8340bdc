package io.tripmeter.signals.statements;

import java.util.List;

/** The first statements of a ranking, and all others together. The sum is what all statements have cost. Immutable. */
public final class StatementReport {
  private final long since;
  private final Order order;
  private final List<RankedStatement> statements;
  private final Tally other;
  private final int known;

  StatementReport(
      long since, Order order, List<RankedStatement> statements, Tally other, int known) {
    this.since = since;
    this.order = order;
    this.statements = statements;
    this.other = other;
    this.known = known;
  }

  /** When counting began, or was reset: milliseconds since 1970. */
  public long since() {
    return since;
  }

  public Order order() {
    return order;
  }

  public List<RankedStatement> statements() {
    return statements;
  }

  /** Every execution that is not one of {@link #statements()}. */
  public Tally other() {
    return other;
  }

  /** How many statements have a row of their own. */
  public int known() {
    return known;
  }

  public Tally total() {
    Tally total = other;
    for (RankedStatement statement : statements) {
      total = total.plus(statement.cost());
    }
    return total;
  }
}

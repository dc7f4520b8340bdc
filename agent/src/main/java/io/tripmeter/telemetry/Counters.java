package io.tripmeter.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** Events of the whole process. */
public final class Counters {
  private final LongAdder slowQueries = new LongAdder();
  private final LongAdder repeatedStatements = new LongAdder();
  private final LongAdder overBudget = new LongAdder();
  private final EndpointSwitches endpointSwitches = new EndpointSwitches();

  Counters() {}

  /** Statements at or above slow-query.threshold. */
  public LongAdder slowQueries() {
    return slowQueries;
  }

  /** Statements that repeated themselves from one place: one for each request and statement. */
  public LongAdder repeatedStatements() {
    return repeatedStatements;
  }

  /** Requests that cost more round trips than request.budget. */
  public LongAdder overBudget() {
    return overBudget;
  }

  /** Connections that go elsewhere than before. */
  public EndpointSwitches endpointSwitches() {
    return endpointSwitches;
  }
}

package io.tripmeter.signals.metrics;

import io.tripmeter.connect.EndpointSwitches;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Events of the whole process. */
public final class Counters {
  private final LongAdder slowQueries = new LongAdder();
  private final LongAdder repeatedStatements = new LongAdder();
  private final LongAdder overBudget = new LongAdder();
  private final EndpointSwitches endpointSwitches = new EndpointSwitches();
  private final Map<String, LongAdder> poolerHazards = new ConcurrentHashMap<>();

  Counters() {}

  /** Statements at or above slow-query.threshold. */
  public LongAdder slowQueries() {
    return slowQueries;
  }

  /** Statements that repeated themselves from one place: one for each request and statement. */
  public LongAdder repeatedStatements() {
    return repeatedStatements;
  }

  /** Statements that rely on a session of their own behind a pooler that gives none, by what of it they rely on. */
  public LongAdder poolerHazards(String feature) {
    LongAdder known = poolerHazards.get(feature);
    if (known == null) {
      LongAdder added = new LongAdder();
      known = poolerHazards.putIfAbsent(feature, added);
      known = known == null ? added : known;
    }
    return known;
  }

  /** Those that there are. */
  Map<String, LongAdder> poolerHazards() {
    return poolerHazards;
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

package io.tripmeter.signals.metrics;

import io.tripmeter.connect.EndpointSwitches;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Event counters of the whole process. */
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

  /** Statements repeated from one place, counted once for each request and statement. */
  public LongAdder repeatedStatements() {
    return repeatedStatements;
  }

  /** Statements that need a session of their own behind a pooler that shares sessions, by the feature that needs it. */
  public LongAdder poolerHazards(String feature) {
    LongAdder known = poolerHazards.get(feature);
    if (known == null) {
      LongAdder added = new LongAdder();
      known = poolerHazards.putIfAbsent(feature, added);
      known = known == null ? added : known;
    }
    return known;
  }

  /** Requests that cost more round trips than request.budget. */
  public LongAdder overBudget() {
    return overBudget;
  }

  /** Changes of the endpoint at which connections are opened. */
  public EndpointSwitches endpointSwitches() {
    return endpointSwitches;
  }

  void addTo(Catalogue catalogue) {
    catalogue.counter(
        "tripmeter.slow_queries",
        "Statements that took slow-query.threshold or longer",
        slowQueries::sum);
    catalogue.counter(
        "tripmeter.repeated_statements",
        "Statements that repeated themselves from one place in one request",
        repeatedStatements::sum);
    catalogue.counter(
        "tripmeter.over_budget",
        "Requests that cost more round trips than request.budget",
        overBudget::sum);
    for (Map.Entry<String, LongAdder> hazard : poolerHazards.entrySet()) {
      catalogue.counter(
          "tripmeter.pooler.hazards",
          "Statements that need a session of their own behind a pooler",
          hazard.getValue()::sum,
          "feature",
          hazard.getKey());
    }
    endpointSwitches
        .counts()
        .forEach((key, count) -> catalogue.counter(
            "tripmeter.endpoint.switches",
            "Changes of the endpoint that connections are opened at",
            count::sum,
            "from",
            key.get(0),
            "to",
            key.get(1),
            "reason",
            key.get(2)));
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.Counters;

/** {@code totals}: events since the start. */
final class TotalsSection implements Section {
  private final Counters counters;

  TotalsSection(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void addTo(Json json) {
    json.beginObject("totals")
        .number("slow_queries", counters.slowQueries().sum())
        .number("repeated_statements", counters.repeatedStatements().sum())
        .number("over_budget", counters.overBudget().sum())
        .endObject();
  }
}

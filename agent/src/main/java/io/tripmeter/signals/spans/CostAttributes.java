package io.tripmeter.signals.spans;

import io.tripmeter.boot.TripKind;
import io.tripmeter.boot.WorkCost;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;

/** The cost of a unit of work, as attributes of its span, whoever has made it. The names are part of the contract. */
public final class CostAttributes {
  public static final String ROUND_TRIPS = "tripmeter.round_trips";
  public static final String DATABASE_TIME = "tripmeter.database.time_ms";

  private static final String[] BY_KIND = new String[TripKind.count()];

  static {
    for (int i = 0; i < BY_KIND.length; i++) {
      BY_KIND[i] = ROUND_TRIPS + "." + TripKind.of(i).label();
    }
  }

  private final StatementNames names;
  private final Settings settings;

  public CostAttributes(StatementNames names, Settings settings) {
    this.names = names;
    this.settings = settings;
  }

  /** @param hasBudget whether the unit is a request */
  public void set(AttributeSink span, WorkCost cost, boolean hasBudget) {
    span.put(ROUND_TRIPS, (long) cost.roundTrips());
    for (int i = 0; i < BY_KIND.length; i++) {
      int trips = cost.trips(TripKind.of(i));
      if (trips > 0) {
        span.put(BY_KIND[i], (long) trips);
      }
    }
    span.put("tripmeter.statements", (long) cost.statements());
    span.put(DATABASE_TIME, millis(cost.databaseNanos()));
    span.put("tripmeter.connection.wait_ms", millis(cost.waitNanos()));
    String repeated = cost.repeatedText();
    if (repeated != null) {
      span.put("tripmeter.repeated.statement", names.normalised(repeated));
      span.put("tripmeter.repeated.count", (long) cost.repeatedCount());
      if (cost.repeatedCaller() != null) {
        span.put("tripmeter.repeated.caller", String.valueOf(cost.repeatedCaller()));
      }
    }
    int budget = hasBudget ? settings.integer(Option.REQUEST_BUDGET) : 0;
    if (budget > 0 && cost.roundTrips() > budget) {
      span.put("tripmeter.over_budget", true);
    }
  }

  public static double millis(long nanos) {
    return nanos / 1e6;
  }
}

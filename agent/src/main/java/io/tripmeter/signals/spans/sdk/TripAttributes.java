package io.tripmeter.signals.spans.sdk;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.tripmeter.boot.TripKind;
import io.tripmeter.boot.WorkCost;
import io.tripmeter.signals.spans.StatementNames;
import java.util.ArrayList;
import java.util.List;

/** The cost of a unit of work, as attributes of its span. The names are part of the contract. */
final class TripAttributes {
  static final AttributeKey<Long> ROUND_TRIPS = longKey("tripmeter.round_trips");

  private static final AttributeKey<Long> STATEMENTS = longKey("tripmeter.statements");
  private static final AttributeKey<Double> DATABASE_TIME = doubleKey("tripmeter.database.time_ms");
  private static final AttributeKey<Double> CONNECTION_WAIT =
      doubleKey("tripmeter.connection.wait_ms");
  private static final AttributeKey<String> REPEATED_STATEMENT =
      stringKey("tripmeter.repeated.statement");
  private static final AttributeKey<Long> REPEATED_COUNT = longKey("tripmeter.repeated.count");
  private static final AttributeKey<String> REPEATED_CALLER =
      stringKey("tripmeter.repeated.caller");
  private static final AttributeKey<Boolean> OVER_BUDGET = booleanKey("tripmeter.over_budget");

  private static final List<AttributeKey<Long>> BY_KIND = new ArrayList<>();

  static {
    for (TripKind kind : TripKind.values()) {
      BY_KIND.add(longKey(ROUND_TRIPS.getKey() + "." + kind.label()));
    }
  }

  private final StatementNames names;
  private final int budget;

  /** @param budget round trips a request may cost; 0 for any number */
  TripAttributes(StatementNames names, int budget) {
    this.names = names;
    this.budget = budget;
  }

  void set(Span span, WorkCost cost, boolean hasBudget) {
    span.setAttribute(ROUND_TRIPS, (long) cost.roundTrips());
    for (int i = 0; i < BY_KIND.size(); i++) {
      int trips = cost.trips(TripKind.of(i));
      if (trips > 0) {
        span.setAttribute(BY_KIND.get(i), (long) trips);
      }
    }
    span.setAttribute(STATEMENTS, (long) cost.statements());
    span.setAttribute(DATABASE_TIME, millis(cost.databaseNanos()));
    span.setAttribute(CONNECTION_WAIT, millis(cost.waitNanos()));
    String repeated = cost.repeatedText();
    if (repeated != null) {
      span.setAttribute(REPEATED_STATEMENT, names.normalised(repeated));
      span.setAttribute(REPEATED_COUNT, (long) cost.repeatedCount());
      if (cost.repeatedCaller() != null) {
        span.setAttribute(REPEATED_CALLER, String.valueOf(cost.repeatedCaller()));
      }
    }
    if (hasBudget && budget > 0 && cost.roundTrips() > budget) {
      span.setAttribute(OVER_BUDGET, true);
    }
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}

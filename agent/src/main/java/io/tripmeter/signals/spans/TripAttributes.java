package io.tripmeter.signals.spans;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.tripmeter.boot.RequestCounters;
import io.tripmeter.boot.TripKind;
import java.util.ArrayList;
import java.util.List;

/** What a request has cost, as attributes of its span. The names are part of the contract. */
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

  private TripAttributes() {}

  static void set(Span span, RequestCounters request, StatementNames names, int budget) {
    span.setAttribute(ROUND_TRIPS, (long) request.roundTrips());
    for (int i = 0; i < BY_KIND.size(); i++) {
      int trips = request.trips(TripKind.of(i));
      if (trips > 0) {
        span.setAttribute(BY_KIND.get(i), (long) trips);
      }
    }
    span.setAttribute(STATEMENTS, (long) request.statements());
    span.setAttribute(DATABASE_TIME, millis(request.databaseNanos()));
    span.setAttribute(CONNECTION_WAIT, millis(request.waitNanos()));
    String repeated = request.repeatedText();
    if (repeated != null) {
      span.setAttribute(REPEATED_STATEMENT, names.normalised(repeated));
      span.setAttribute(REPEATED_COUNT, (long) request.repeatedCount());
      if (request.repeatedCaller() != null) {
        span.setAttribute(REPEATED_CALLER, String.valueOf(request.repeatedCaller()));
      }
    }
    if (budget > 0 && request.roundTrips() > budget) {
      span.setAttribute(OVER_BUDGET, true);
    }
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}

package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.RequestCounters;

/** What the requests of one route have cost. Recording allocates nothing. */
public final class RouteStats {
  private final String route;
  private final Histogram roundTrips = Histogram.ofCounts();
  private final Histogram statements = Histogram.ofCounts();
  private final Histogram databaseTime = Histogram.ofNanos();

  RouteStats(String route) {
    this.route = route;
  }

  void record(RequestCounters request) {
    roundTrips.record(request.roundTrips());
    statements.record(request.statements());
    databaseTime.record(request.databaseNanos());
  }

  public String route() {
    return route;
  }

  public Histogram roundTrips() {
    return roundTrips;
  }

  public Histogram statements() {
    return statements;
  }

  /** In nanoseconds. */
  public Histogram databaseTime() {
    return databaseTime;
  }
}

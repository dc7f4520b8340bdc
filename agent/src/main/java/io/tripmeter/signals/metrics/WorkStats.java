package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.WorkCost;

/** The cost of the units of work of one name. Recording allocates nothing. */
public final class WorkStats {
  private final String name;
  private final Histogram roundTrips = Histogram.ofCounts();
  private final Histogram statements = Histogram.ofCounts();
  private final Histogram databaseTime = Histogram.ofNanos();

  WorkStats(String name) {
    this.name = name;
  }

  void record(WorkCost cost) {
    roundTrips.record(cost.roundTrips());
    statements.record(cost.statements());
    databaseTime.record(cost.databaseNanos());
  }

  public String name() {
    return name;
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

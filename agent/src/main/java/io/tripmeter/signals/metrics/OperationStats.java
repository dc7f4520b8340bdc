package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.WorkCost;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The cost of the units of work of one name that asked for one thing: the GETs of a route. Recording allocates nothing. */
public final class OperationStats {
  private final @Nullable String operation;
  private final Histogram roundTrips = Histogram.ofCounts();
  private final Histogram statements = Histogram.ofCounts();
  private final Histogram databaseTime = Histogram.ofNanos();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder linkNanos = new LongAdder();
  private final LongAdder dividedTrips = new LongAdder();
  private final LongAdder undividedNanos = new LongAdder();
  private final LongAdder openingNanos = new LongAdder();
  private final LongAdder waitNanos = new LongAdder();

  OperationStats(@Nullable String operation) {
    this.operation = operation;
  }

  void record(WorkCost cost, long unitNanos) {
    nanos.add(unitNanos);
    long link = cost.linkNanos();
    if (link < 0) {
      undividedNanos.add(cost.databaseNanos() - cost.openingNanos());
    } else {
      linkNanos.add(link);
      dividedTrips.add(cost.roundTrips());
    }
    openingNanos.add(cost.openingNanos());
    waitNanos.add(cost.waitOutsideDriver());
    roundTrips.record(cost.roundTrips());
    statements.record(cost.statements());
    databaseTime.record(cost.databaseNanos());
  }

  /** A request's method; null where there is no such thing, and for methods beyond the first few of a route. */
  public @Nullable String operation() {
    return operation;
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

  /** From begin to end, of all units together. */
  public long nanos() {
    return nanos.sum();
  }

  /** Of the database time what the link took: each round trip as long as its pool's fastest by then. */
  public long linkNanos() {
    return linkNanos.sum();
  }

  /** The round trips whose time on the link that is. */
  public long dividedTrips() {
    return dividedTrips.sum();
  }

  /** The database time of units of which it is not known what the link took, without what opened connections. */
  public long undividedNanos() {
    return undividedNanos.sum();
  }

  /** Of the database time what opened connections. */
  public long openingNanos() {
    return openingNanos.sum();
  }

  /** Waiting for connections, outside of the driver's calls. */
  public long waitNanos() {
    return waitNanos.sum();
  }
}

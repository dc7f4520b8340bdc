package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkCost;
import java.util.concurrent.atomic.LongAdder;

/** The cost of the units of work of one name. Recording allocates nothing. */
public final class WorkStats {
  private final String name;
  private final Histogram roundTrips = Histogram.ofCounts();
  private final Histogram statements = Histogram.ofCounts();
  private final Histogram databaseTime = Histogram.ofNanos();
  private final LongAdder[] avoidable = new LongAdder[Avoidable.count()];
  private final LongAdder late = new LongAdder();
  private final Runnable changed;

  /** @param changed called when a round trip could have been avoided for a reason that is new */
  WorkStats(String name, Runnable changed) {
    this.name = name;
    this.changed = changed;
    for (int i = 0; i < avoidable.length; i++) {
      avoidable[i] = new LongAdder();
    }
  }

  /** The unit ends. */
  void record(UnitOfWork unit) {
    unit.countLateIn(late);
    record(unit.cost());
  }

  private void record(WorkCost cost) {
    roundTrips.record(cost.roundTrips());
    statements.record(cost.statements());
    databaseTime.record(cost.databaseNanos());
    if (cost.mayHaveAvoidable()) {
      recordAvoidable(cost);
    }
  }

  private void recordAvoidable(WorkCost cost) {
    for (int i = 0; i < avoidable.length; i++) {
      int trips = cost.avoidable(Avoidable.of(i));
      if (trips > 0) {
        boolean isNew = avoidable[i].sum() == 0;
        avoidable[i].add(trips);
        if (isNew) {
          changed.run();
        }
      }
    }
  }

  /** Round trips that could have been avoided for this reason. */
  public long avoidable(Avoidable reason) {
    return avoidable[reason.ordinal()].sum();
  }

  /** Round trips that tasks of these units made after their unit's end. */
  long late() {
    return late.sum();
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

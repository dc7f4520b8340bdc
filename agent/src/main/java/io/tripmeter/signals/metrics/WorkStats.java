package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkCost;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cost of the units of work of one name. Recording allocates nothing. */
public final class WorkStats {
  /** A client may send any word as a method. */
  private static final int MOST_OPERATIONS = 8;

  private final String name;
  private final LongAdder[] avoidable = new LongAdder[Avoidable.count()];
  private final LongAdder late = new LongAdder();
  private final LongAdder overBudget = new LongAdder();

  /** That {@link #overBudget} counts for. */
  private volatile int budget;

  private final Runnable changed;
  private volatile OperationStats[] operations = {};

  /** @param changed called when a round trip could have been avoided for a reason that is new */
  WorkStats(String name, Runnable changed) {
    this.name = name;
    this.changed = changed;
    for (int i = 0; i < avoidable.length; i++) {
      avoidable[i] = new LongAdder();
    }
  }

  /** The unit ends, so many nanoseconds after its begin. */
  void record(UnitOfWork unit, long nanos) {
    unit.countLateIn(late);
    WorkCost cost = unit.cost();
    of(unit.operation()).record(cost, nanos);
    if (cost.mayHaveAvoidable()) {
      recordAvoidable(cost);
      cost.countRepeats();
    }
  }

  private OperationStats of(@Nullable String operation) {
    for (OperationStats each : operations) {
      if (Objects.equals(each.operation(), operation)) {
        return each;
      }
    }
    return add(operation);
  }

  private synchronized OperationStats add(@Nullable String operation) {
    String kept = operations.length < MOST_OPERATIONS ? operation : null;
    for (OperationStats each : operations) {
      if (Objects.equals(each.operation(), kept)) {
        return each;
      }
    }
    OperationStats added = new OperationStats(kept);
    OperationStats[] more = Arrays.copyOf(operations, operations.length + 1);
    more[operations.length] = added;
    operations = more;
    return added;
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

  void countOverBudget(int ofRequest) {
    if (ofRequest != budget) {
      changeBudget(ofRequest);
    }
    overBudget.increment();
  }

  private synchronized void changeBudget(int now) {
    if (now != budget) {
      overBudget.reset();
      budget = now;
    }
  }

  /** Requests that cost more round trips than {@code request.budget}, since it has this value. */
  public long overBudget(int ofRequest) {
    return ofRequest == budget ? overBudget.sum() : 0;
  }

  /** Round trips that tasks of these units made after their unit's end. */
  long late() {
    return late.sum();
  }

  public String name() {
    return name;
  }

  /** By what the units asked for. */
  public List<OperationStats> operations() {
    return Collections.unmodifiableList(Arrays.asList(operations));
  }

  /** As they are now, of all operations. */
  public Histogram roundTrips() {
    return sum(Histogram.ofCounts(), OperationStats::roundTrips);
  }

  /** As they are now, of all operations. */
  public Histogram statements() {
    return sum(Histogram.ofCounts(), OperationStats::statements);
  }

  /** In nanoseconds, as they are now, of all operations. */
  public Histogram databaseTime() {
    return sum(Histogram.ofNanos(), OperationStats::databaseTime);
  }

  /** Of the database time what the link took, see {@link OperationStats#linkNanos}. */
  public long linkNanos() {
    long nanos = 0;
    for (OperationStats each : operations) {
      nanos += each.linkNanos();
    }
    return nanos;
  }

  /** The round trips whose time on the link that is. */
  public long dividedTrips() {
    long trips = 0;
    for (OperationStats each : operations) {
      trips += each.dividedTrips();
    }
    return trips;
  }

  private Histogram sum(Histogram sum, Function<OperationStats, Histogram> part) {
    for (OperationStats each : operations) {
      sum.addAll(part.apply(each));
    }
    return sum;
  }
}

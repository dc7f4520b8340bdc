package io.tripmeter.signals.metrics;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The series of replicas. Those of pools of one name are one series, as their pools are, and it outlives each of them. */
final class ReplicaSeries {
  private static final String POOL = "pool";

  private final Collection<ReplicaGauges> all;
  private final String pool;

  private ReplicaSeries(Collection<ReplicaGauges> all, String pool) {
    this.all = all;
    this.pool = pool;
  }

  /** @param all those that there are, whenever a series is read */
  static void add(Collection<ReplicaGauges> all, Catalogue catalogue) {
    Set<String> names = new TreeSet<>();
    for (ReplicaGauges each : all) {
      names.add(each.poolName());
    }
    for (String name : names) {
      new ReplicaSeries(all, name).addTo(catalogue);
    }
  }

  private void addTo(Catalogue catalogue) {
    catalogue.add(Series.gauge(
        "tripmeter.replica.used",
        "Whether read-only work goes to the pool's replica",
        this::used,
        POOL,
        pool));
    catalogue.add(Series.gaugeOfSeconds(
        "tripmeter.replica.lag", "How far the pool's replica is behind", this::lag, POOL, pool));
    for (boolean there : new boolean[] {true, false}) {
      catalogue.counter(
          "tripmeter.replica.reads",
          "Read-only work by the server that it went to",
          new Rising(() -> reads(there)),
          POOL,
          pool,
          "server",
          there ? "replica" : "primary");
    }
  }

  private double used() {
    for (ReplicaGauges each : all) {
      if (each.poolName().equals(pool) && each.isUsed()) {
        return 1;
      }
    }
    return 0;
  }

  private double lag() {
    double most = Double.NaN;
    for (ReplicaGauges each : all) {
      if (each.poolName().equals(pool) && !(each.lagSeconds() <= most)) {
        most = each.lagSeconds();
      }
    }
    return most;
  }

  private double reads(boolean there) {
    double reads = 0;
    for (ReplicaGauges each : all) {
      if (each.poolName().equals(pool)) {
        reads += each.reads(there);
      }
    }
    return reads;
  }
}

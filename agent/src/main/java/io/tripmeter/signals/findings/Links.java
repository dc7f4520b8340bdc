package io.tripmeter.signals.findings;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WorkStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a round trip takes on the link alone, which a pool's fastest one shows. Nanoseconds; NaN if none was measured. */
final class Links {
  private final List<WatchedPool> pools;
  private double fastest = Double.NaN;
  private double slowest = Double.NaN;

  /** @param pools the connections of none among them, which may lead anywhere: they bound nothing */
  Links(List<WatchedPool> pools) {
    this.pools = pools;
    for (WatchedPool pool : pools) {
      double link = pool.stats().linkNanos() > 0 ? of(pool.stats()) : Double.NaN;
      if (!Double.isNaN(link)) {
        fastest = Double.isNaN(fastest) ? link : Math.min(fastest, link);
        slowest = Double.isNaN(slowest) ? link : Math.max(slowest, link);
      }
    }
  }

  /** @param pool null if it is not known */
  static double of(@Nullable PoolStats pool) {
    long link = pool == null ? -1 : pool.fastestTrip();
    return link > 0 ? link : Double.NaN;
  }

  /** Of the open pool of this name; of several the fastest. */
  double ofPool(String name) {
    return pools.stream()
        .filter(pool -> pool.name().equals(name))
        .mapToDouble(pool -> of(pool.stats()))
        .filter(link -> !Double.isNaN(link))
        .min()
        .orElse(Double.NaN);
  }

  /** The mean of those that this work has used; units with connections of no pool are left out. */
  double ofWork(WorkStats work) {
    double mean = (double) work.linkNanos() / work.dividedTrips();
    // Its first round trips may have been counted with more than turned out to be the link's.
    return mean > 0 ? Math.min(slowest, mean) : Double.NaN;
  }

  /** What {@link #ofWork} is to each round trip, as the end of a sentence. */
  String bound(double ofWork) {
    return ofWork < fastest || ofWork > fastest ? "in the mean" : "at least";
  }
}

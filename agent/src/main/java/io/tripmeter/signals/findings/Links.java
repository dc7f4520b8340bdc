package io.tripmeter.signals.findings;

import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WorkStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a round trip takes at least: on the link alone, which a pool's fastest one shows. Nanoseconds; NaN if none was measured. */
final class Links {
  private final List<WatchedPool> pools;
  private final Map<String, WorkStats> works = new HashMap<>();
  private double fastest = Double.NaN;
  private double slowest = Double.NaN;

  /**
   * Connections of no pool may lead anywhere: they count where there is no pool.
   *
   * @param works two of one name are taken for one
   */
  Links(List<WatchedPool> pools, List<WorkStats> works) {
    this.pools = pools;
    works.forEach(work -> this.works.putIfAbsent(work.name(), work));
    boolean isPooled = pools.stream().anyMatch(WatchedPool::isMeasured);
    for (WatchedPool pool : pools) {
      double link = of(pool);
      if (!Double.isNaN(link) && pool.isMeasured() == isPooled) {
        fastest = Double.isNaN(fastest) ? link : Math.min(fastest, link);
        slowest = Double.isNaN(slowest) ? link : Math.max(slowest, link);
      }
    }
  }

  private static double of(WatchedPool pool) {
    long link = pool.stats().fastestTrip();
    return link > 0 ? link : Double.NaN;
  }

  /** Of the open pool of this name; of several the fastest. */
  double ofPool(String name) {
    return pools.stream()
        .filter(pool -> pool.name().equals(name))
        .mapToDouble(Links::of)
        .filter(link -> !Double.isNaN(link))
        .min()
        .orElse(Double.NaN);
  }

  /** The mean of the pools that the work of this name has used, as far as that is known; else of all pools the fastest. */
  double ofWork(@Nullable String name) {
    WorkStats work = name == null ? null : works.get(name);
    long trips = work == null ? 0 : work.roundTrips().sum();
    // Its first round trips may have been counted with more than turned out to be the link's.
    return work == null || trips == 0
        ? fastest
        : Math.max(fastest, Math.min(slowest, (double) work.linkNanos() / trips));
  }
}

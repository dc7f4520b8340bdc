package io.tripmeter.signals.jmx;

import io.tripmeter.boot.TripKind;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.WarmUpResult;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The MBean of one pool. */
final class PoolBean implements PoolMXBean {
  private final WatchedPool pool;

  PoolBean(WatchedPool pool) {
    this.pool = pool;
  }

  @Override
  public String getName() {
    return pool.name();
  }

  @Override
  public String getProduct() {
    return pool.report().product();
  }

  @Override
  public String[] getSettings() {
    return lines(pool.report().settings());
  }

  @Override
  public String[] getSessionSettings() {
    return lines(pool.report().session());
  }

  private static String[] lines(List<SettingChange> changes) {
    String[] lines = new String[changes.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = changes.get(i).toString();
    }
    return lines;
  }

  @Override
  public String getPooler() {
    Pooler pooler = pool.report().pooler();
    return pooler == null ? "" : pooler.toString();
  }

  @Override
  public String getWarmUp() {
    WarmUpResult result = pool.warmUp();
    return result == null ? "" : result.toString();
  }

  @Override
  public Map<String, Long> getRoundTrips() {
    Map<String, Long> trips = new LinkedHashMap<>();
    for (int i = 0; i < TripKind.count(); i++) {
      TripKind kind = TripKind.of(i);
      trips.put(kind.label(), pool.stats().trips(kind));
    }
    return trips;
  }

  @Override
  public int getIdle() {
    return pool.idle();
  }

  @Override
  public int getUsed() {
    return pool.used();
  }

  @Override
  public int getPending() {
    return pool.pending();
  }

  @Override
  public int getMax() {
    return pool.max();
  }

  @Override
  public long getInvalid() {
    return pool.stats().invalid().sum();
  }

  @Override
  public long getTimeouts() {
    return pool.stats().timeouts().sum();
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/** {@code pools}: the open pools, and the connections of none. */
final class PoolsSection implements Section {
  /** An application with a pool for each tenant may have hundreds. */
  private static final int MOST = 50;

  private final Telemetry telemetry;

  PoolsSection(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void addTo(Json json) {
    List<WatchedPool> all = telemetry.pools().openAndUnpooled();
    List<WatchedPool> shown = all.subList(0, Math.min(MOST, all.size()));
    json.beginArray("pools");
    for (WatchedPool pool : shown) {
      new PoolJson(pool, telemetry.replicas()).addTo(json);
    }
    json.endArray().number("pools_left_out", all.size() - shown.size());
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WatchedPool;

/** {@code pools}: the open pools, and the connections of none. */
final class PoolsSection implements Section {
  private final Telemetry telemetry;

  PoolsSection(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void addTo(Json json) {
    json.beginArray("pools");
    for (WatchedPool pool : telemetry.pools().openAndUnpooled()) {
      new PoolJson(pool).addTo(json);
    }
    json.endArray();
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.boot.TripKind;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.WarmUpResult;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/** One pool. */
final class PoolJson implements Section {
  private final WatchedPool pool;

  PoolJson(WatchedPool pool) {
    this.pool = pool;
  }

  @Override
  public void addTo(Json json) {
    Pooler pooler = pool.report().pooler();
    json.beginObject()
        .text("name", pool.name(), Texts.NAME)
        .text("product", pool.report().product(), Texts.NAME)
        .text("server", pooler == null ? null : pooler.name().toString(), Texts.NAME)
        .text("pooler", pooler == null ? null : pooler.verdict().label());
    json.beginObject("connections")
        .count("used", pool.used())
        .count("idle", pool.idle())
        .count("pending", pool.pending())
        .count("max", pool.max())
        .count("min_idle", pool.minIdle())
        .endObject();
    addWarmUp(json);
    addTrips(json);
    addChanges(json, "settings", pool.report().settings());
    addChanges(json, "session", pool.report().session());
    json.endObject();
  }

  private void addWarmUp(Json json) {
    WarmUpResult result = pool.warmUp();
    if (result == null) {
      json.nothing("warm_up");
      return;
    }
    json.beginObject("warm_up")
        .number("requested", result.requested())
        .number("warmed", result.warmed())
        .number("millis", result.nanos() / 1_000_000)
        .endObject();
  }

  private void addTrips(Json json) {
    json.beginObject("round_trips");
    for (int i = 0; i < TripKind.count(); i++) {
      TripKind kind = TripKind.of(i);
      long trips = pool.stats().trips(kind);
      if (trips > 0) {
        json.number(kind.label(), trips);
      }
    }
    json.endObject();
  }

  private static void addChanges(Json json, String name, List<SettingChange> changes) {
    json.beginArray(name);
    for (SettingChange change : changes) {
      json.beginObject()
          .text("name", change.setting())
          .text("old", change.before(), Texts.NAME)
          .text("new", change.after(), Texts.NAME)
          .text("why", change.reason(), Texts.NAME)
          .endObject();
    }
    json.endArray();
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.ReplicaGauges;
import io.tripmeter.signals.metrics.SuggestedTimeouts;
import io.tripmeter.signals.metrics.WarmUpResult;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pool. */
final class PoolJson implements Section {
  private final WatchedPool pool;
  private final PoolStats stats;
  private final List<ReplicaGauges> replicas;

  PoolJson(WatchedPool pool, List<ReplicaGauges> replicas) {
    this.pool = pool;
    this.replicas = replicas;
    stats = pool.stats();
  }

  @Override
  public void addTo(Json json) {
    boolean isPool = stats != PoolStats.NONE;
    json.beginObject()
        .text("name", pool.name(), Texts.NAME)
        .text("product", isPool ? pool.report().product() : null, Texts.NAME)
        .flag("of_replica", stats.isOfReplica());
    addPooler(json, pool.report().pooler());
    addEndpoints(json);
    addLink(json);
    addConnections(json);
    addWaits(json);
    addWarmUp(json, pool.warmUp());
    addTrips(json);
    new SettingsJson(pool.report()).addTo(json);
    addSuggested(json, SuggestedTimeouts.of(stats));
    addReplica(json);
    new HistoryJson(pool.history()).addTo(json);
    json.endObject();
  }

  private static void addPooler(Json json, @Nullable Pooler pooler) {
    json.text("server", pooler == null ? null : pooler.name().toString(), Texts.NAME)
        .text("pooler", pooler == null ? null : pooler.verdict().label())
        .beginArray("pooler_evidence");
    if (pooler != null) {
      json.text(pooler.evidence());
    }
    json.endArray();
  }

  /** All that its connections lead to: after a failover, or to a direct endpoint. */
  private void addEndpoints(Json json) {
    json.beginArray("endpoints");
    for (Pooler each : pool.poolers()) {
      json.beginObject();
      addPooler(json, each);
      json.text("product", each.server().name()).endObject();
    }
    json.endArray();
  }

  private void addLink(Json json) {
    Histogram trips = stats.tripDuration();
    json.beginObject("link_ms")
        .millis("fastest", trips.least())
        .millis("median", trips.quantile(0.5))
        .millis("p95", trips.quantile(0.95))
        .number("samples", trips.count())
        .endObject();
  }

  private void addConnections(Json json) {
    if (!pool.isMeasured()) {
      json.nothing("connections");
      return;
    }
    json.beginObject("connections")
        .count("used", pool.used())
        .count("idle", pool.idle())
        .count("pending", pool.pending())
        .count("max", pool.max())
        .count("min_idle", pool.minIdle())
        .number("invalid", stats.invalid().sum())
        .endObject();
  }

  private void addWaits(Json json) {
    Histogram waits = stats.waitTime();
    json.beginObject("waits")
        .number("count", waits.count())
        .millis("median_ms", waits.quantile(0.5))
        .millis("p95_ms", waits.quantile(0.95))
        .millis("max_ms", waits.greatest())
        .number("timeouts", stats.timeouts().sum())
        .endObject();
  }

  private static void addWarmUp(Json json, @Nullable WarmUpResult result) {
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
      long trips = stats.trips(kind);
      if (trips > 0) {
        json.number(kind.label(), trips);
      }
    }
    json.endObject();
  }

  private static void addSuggested(Json json, SuggestedTimeouts timeouts) {
    if (!timeouts.isKnown()) {
      json.nothing("suggested_timeouts");
      return;
    }
    json.beginObject("suggested_timeouts")
        .number("longest_statement_ms", timeouts.longestStatementMillis())
        .number("longest_idle_in_transaction_ms", timeouts.longestIdleInTransactionMillis())
        .text("would_have_cut_nothing", timeouts.keys())
        .endObject();
  }

  private void addReplica(Json json) {
    for (ReplicaGauges each : replicas) {
      if (each.poolName().equals(pool.name())) {
        json.beginObject("replica")
            .flag("used", each.isUsed())
            .decimal("lag_s", each.lagSeconds())
            .number("reads_from_replica", each.reads(true))
            .number("reads_from_primary", each.reads(false))
            .endObject();
        return;
      }
    }
    json.nothing("replica");
  }
}

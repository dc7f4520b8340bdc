package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.PoolStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Exports the histograms of {@code boot} unchanged through Micrometer's Prometheus registry. Micrometer has function counters and function
 * timers, which read existing counts, but no function histogram: docs/decisions/metrics.md.
 */
final class HistogramExport implements MultiCollector {
  private static final String POOL_NAME = "db.client.connection.pool.name";

  private final Telemetry telemetry;
  private final NamingConvention naming;

  HistogramExport(Telemetry telemetry, NamingConvention naming) {
    this.telemetry = telemetry;
    this.naming = naming;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> families = new ArrayList<>();
    addPools(families);
    addRoutes(families);
    addWork(families);
    return new MetricSnapshots(families);
  }

  private void addPools(List<MetricSnapshot> families) {
    HistogramFamily trips = ofSeconds(
        "tripmeter.round_trip.duration", "From the flush to the first byte of the answer");
    HistogramFamily operations =
        ofSeconds("db.client.operation.duration", "Statements, from sent to read");
    Map<String, List<WatchedPool>> pools =
        MetricsRegistry.byName(telemetry.pools().openAndUnpooled());
    for (Map.Entry<String, List<WatchedPool>> named : pools.entrySet()) {
      List<WatchedPool> each = named.getValue();
      trips.add(of(each, PoolStats::tripDuration), "pool", named.getKey());
      operations.add(
          of(each, PoolStats::operationDuration),
          "db.system.name",
          "postgresql",
          POOL_NAME,
          named.getKey());
    }
    trips.addTo(families);
    operations.addTo(families);
    addConnections(pools, families);
  }

  private void addConnections(Map<String, List<WatchedPool>> pools, List<MetricSnapshot> families) {
    HistogramFamily create =
        ofSeconds("db.client.connection.create_time", "Time to open a connection");
    HistogramFamily waits =
        ofSeconds("db.client.connection.wait_time", "Time to borrow a connection");
    HistogramFamily use = ofSeconds("db.client.connection.use_time", "Time from borrow to return");
    for (Map.Entry<String, List<WatchedPool>> named : pools.entrySet()) {
      List<WatchedPool> each = named.getValue();
      if (each.get(0).stats() != PoolStats.NONE) {
        create.add(of(each, PoolStats::createTime), POOL_NAME, named.getKey());
        waits.add(of(each, PoolStats::waitTime), POOL_NAME, named.getKey());
        use.add(of(each, PoolStats::useTime), POOL_NAME, named.getKey());
      }
    }
    create.addTo(families);
    waits.addTo(families);
    use.addTo(families);
  }

  private void addRoutes(List<MetricSnapshot> families) {
    HistogramFamily trips = ofCounts("tripmeter.request.round_trips", "Round trips of a request");
    HistogramFamily statements =
        ofCounts("tripmeter.request.statements", "Statements of a request");
    HistogramFamily time =
        ofSeconds("tripmeter.request.database.time", "Time a request spent in the driver's calls");
    for (WorkStats route : telemetry.routes().all()) {
      trips.add(route.roundTrips(), "route", route.name());
      statements.add(route.statements(), "route", route.name());
      time.add(route.databaseTime(), "route", route.name());
    }
    trips.addTo(families);
    statements.addTo(families);
    time.addTo(families);
  }

  /** Units of work that are no requests. */
  private void addWork(List<MetricSnapshot> families) {
    HistogramFamily trips = ofCounts("tripmeter.work.round_trips", "Round trips of a job");
    HistogramFamily statements = ofCounts("tripmeter.work.statements", "Statements of a job");
    HistogramFamily time =
        ofSeconds("tripmeter.work.database.time", "Time a job spent in the driver's calls");
    for (Map.Entry<String, WorkNames> kind : telemetry.names().entrySet()) {
      for (WorkStats work : kind.getValue().all()) {
        String[] labels = {"kind", kind.getKey(), "name", work.name()};
        trips.add(work.roundTrips(), labels);
        statements.add(work.statements(), labels);
        time.add(work.databaseTime(), labels);
      }
    }
    trips.addTo(families);
    statements.addTo(families);
    time.addTo(families);
  }

  private HistogramFamily ofSeconds(String name, String help) {
    return HistogramFamily.ofSeconds(naming, name, help);
  }

  private HistogramFamily ofCounts(String name, String help) {
    return HistogramFamily.ofCounts(naming, name, help);
  }

  private static List<Histogram> of(
      List<WatchedPool> pools, Function<PoolStats, Histogram> histogram) {
    List<Histogram> histograms = new ArrayList<>(pools.size());
    for (WatchedPool pool : pools) {
      histograms.add(histogram.apply(pool.stats()));
    }
    return histograms;
  }
}

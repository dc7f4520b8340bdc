package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.Histogram;
import io.tripmeter.signals.statements.TopStatements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All series that exist now: THE list of the metrics' names. Uses neither Micrometer nor Prometheus. Any thread. */
public final class Catalogue {
  private final Telemetry telemetry;
  private final Map<String, NamedPools> pools = new TreeMap<>();
  private @Nullable StatementSeries statements;
  private @Nullable Series info;
  private Map<List<String>, Series> known = new LinkedHashMap<>();
  private Map<List<String>, Series> found = new LinkedHashMap<>();

  Catalogue(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  synchronized void export(TopStatements table, int most) {
    statements = most > 0 ? new StatementSeries(table, most) : null;
  }

  synchronized void runs(String version, String mode) {
    info = Series.gauge(
        "tripmeter.info", "Tripmeter in this JVM", () -> 1, "version", version, "mode", mode);
  }

  /** The same object for the same series each time, as long as it exists without a break. */
  public synchronized List<Series> series() {
    found = new LinkedHashMap<>();
    if (info != null) {
      add(info);
    }
    telemetry.counters().addTo(this);
    addPools();
    if (!telemetry.replicas().isEmpty()) {
      ReplicaSeries.add(telemetry.replicas(), this);
    }
    for (WorkStats route : telemetry.routes().all()) {
      addRequests(route, "route", route.name());
      addAvoidable(route);
      addLate(route, "tripmeter.request.late", "route", route.name());
    }
    for (Map.Entry<String, WorkNames> kind : telemetry.names().entrySet()) {
      for (WorkStats work : kind.getValue().all()) {
        addWork(work, "kind", kind.getKey(), "name", work.name());
        addLate(work, "tripmeter.work.late", "kind", kind.getKey(), "name", work.name());
      }
    }
    if (statements != null) {
      statements.addTo(this);
    }
    known = found;
    return new ArrayList<>(known.values());
  }

  /** Pools of one name are one series, because the name is the only label that distinguishes pools. */
  private void addPools() {
    Map<String, List<WatchedPool>> byName = new TreeMap<>();
    for (WatchedPool pool : telemetry.pools().openAndUnpooled()) {
      byName.computeIfAbsent(pool.name(), name -> new ArrayList<>()).add(pool);
    }
    pools.keySet().retainAll(byName.keySet());
    for (Map.Entry<String, List<WatchedPool>> named : byName.entrySet()) {
      NamedPools of = pools.computeIfAbsent(named.getKey(), NamedPools::new);
      of.are(named.getValue());
      of.addTo(this);
    }
  }

  private void addRequests(WorkStats cost, String... labels) {
    distribution(
        Series.Type.NUMBERS,
        "tripmeter.request.round_trips",
        "Round trips of a request",
        only(cost::roundTrips),
        labels);
    distribution(
        Series.Type.NUMBERS,
        "tripmeter.request.statements",
        "Statements of a request",
        only(cost::statements),
        labels);
    distribution(
        Series.Type.DURATIONS,
        "tripmeter.request.database.time",
        "Time a request spent in the driver's calls",
        only(cost::databaseTime),
        labels);
  }

  private void addAvoidable(WorkStats route) {
    for (int i = 0; i < Avoidable.count(); i++) {
      Avoidable reason = Avoidable.of(i);
      if (route.avoidable(reason) > 0) {
        counter(
            "tripmeter.request.avoidable",
            "Round trips that requests could avoid",
            () -> route.avoidable(reason),
            "route",
            route.name(),
            "reason",
            reason.label());
      }
    }
  }

  private void addLate(WorkStats cost, String name, String... labels) {
    if (cost.late() > 0) {
      counter(
          name, "Round trips of tasks after the end of what handed them out", cost::late, labels);
    }
  }

  /** Units of work that are no requests. */
  private void addWork(WorkStats cost, String... labels) {
    distribution(
        Series.Type.NUMBERS,
        "tripmeter.work.round_trips",
        "Round trips of a job",
        only(cost::roundTrips),
        labels);
    distribution(
        Series.Type.NUMBERS,
        "tripmeter.work.statements",
        "Statements of a job",
        only(cost::statements),
        labels);
    distribution(
        Series.Type.DURATIONS,
        "tripmeter.work.database.time",
        "Time a job spent in the driver's calls",
        only(cost::databaseTime),
        labels);
  }

  private static Supplier<List<Histogram>> only(Supplier<Histogram> histogram) {
    return () -> Collections.singletonList(histogram.get());
  }

  void counter(String name, String description, DoubleSupplier value, String... labels) {
    add(Series.counter(name, description, value, labels));
  }

  void distribution(
      Series.Type type,
      String name,
      String description,
      Supplier<List<Histogram>> histograms,
      String... labels) {
    add(Series.of(type, name, description, histograms, labels));
  }

  /** Adds it, or the one that is known already. */
  void add(Series series) {
    List<String> key = new ArrayList<>(series.labels());
    key.add(series.name());
    found.put(key, known.getOrDefault(key, series));
  }
}

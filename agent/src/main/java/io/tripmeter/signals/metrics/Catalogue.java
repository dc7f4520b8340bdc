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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All series that exist now: THE list of the metrics' names. Uses neither Micrometer nor Prometheus. Any thread. */
public final class Catalogue {
  private final Telemetry telemetry;
  private final Map<String, NamedPools> pools = new TreeMap<>();
  private @Nullable StatementSeries statements;
  private Map<List<String>, Series> known = new LinkedHashMap<>();
  private Map<List<String>, Series> found = new LinkedHashMap<>();

  Catalogue(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  synchronized void export(TopStatements table, int most) {
    statements = most > 0 ? new StatementSeries(table, most) : null;
  }

  /** The same object for the same series each time, as long as it exists without a break. */
  public synchronized List<Series> series() {
    found = new LinkedHashMap<>();
    addCounters(telemetry.counters());
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

  private void addCounters(Counters counters) {
    counter(
        "tripmeter.slow_queries",
        "Statements that took slow-query.threshold or longer",
        counters.slowQueries()::sum);
    counter(
        "tripmeter.repeated_statements",
        "Statements that repeated themselves from one place in one request",
        counters.repeatedStatements()::sum);
    counter(
        "tripmeter.over_budget",
        "Requests that cost more round trips than request.budget",
        counters.overBudget()::sum);
    for (Map.Entry<String, LongAdder> hazard : counters.poolerHazards().entrySet()) {
      counter(
          "tripmeter.pooler.hazards",
          "Statements that need a session of their own behind a pooler",
          hazard.getValue()::sum,
          "feature",
          hazard.getKey());
    }
    counters
        .endpointSwitches()
        .counts()
        .forEach((key, count) -> counter(
            "tripmeter.endpoint.switches",
            "Changes of the endpoint that connections are opened at",
            count::sum,
            "from",
            key.get(0),
            "to",
            key.get(1),
            "reason",
            key.get(2)));
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
        only(cost.roundTrips()),
        labels);
    distribution(
        Series.Type.NUMBERS,
        "tripmeter.request.statements",
        "Statements of a request",
        only(cost.statements()),
        labels);
    distribution(
        Series.Type.DURATIONS,
        "tripmeter.request.database.time",
        "Time a request spent in the driver's calls",
        only(cost.databaseTime()),
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
        only(cost.roundTrips()),
        labels);
    distribution(
        Series.Type.NUMBERS,
        "tripmeter.work.statements",
        "Statements of a job",
        only(cost.statements()),
        labels);
    distribution(
        Series.Type.DURATIONS,
        "tripmeter.work.database.time",
        "Time a job spent in the driver's calls",
        only(cost.databaseTime()),
        labels);
  }

  private static Supplier<List<Histogram>> only(Histogram histogram) {
    List<Histogram> one = Collections.singletonList(histogram);
    return () -> one;
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

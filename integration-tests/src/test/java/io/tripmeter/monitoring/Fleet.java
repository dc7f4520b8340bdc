package io.tripmeter.monitoring;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.stream.Stream;

/** Two applications that serve each metric between them: one answers requests; the other has jobs, a pooler, two endpoints and a replica. */
final class Fleet implements AutoCloseable {
  private static final List<String> RARE = List.of(
      "tripmeter_pooler_hazards_total",
      "tripmeter_endpoint_switches_total",
      "tripmeter_replica_used",
      "tripmeter_work_round_trips_count");

  private final Link pooler;
  private final Link direct;
  private final Requests requests;
  private final Application jobs;

  private Fleet(PostgresServer server) {
    pooler = Link.to(server).open();
    direct = Link.to(server).open();
    requests = Requests.start(
        Requests.on(server).property("pool.size", "4").property("tripmeter.request.budget", "5"));
    jobs = Application.with()
        .setting("pooler", "transaction")
        .setting("endpoint.direct", direct.host() + ":" + direct.port())
        .setting("pools.reports.endpoint", "direct")
        .setting("pools.main.replica.url", server.url())
        .setting("work.methods", "example.PoolCommands.ask")
        .start();
    for (String pool : List.of("main", "reports")) {
      jobs.pool(pool, server, pooler, "maximumPoolSize=2");
      jobs.warmedUp(pool);
    }
  }

  static Fleet start() {
    Fleet fleet = new Fleet(PostgresServer.shared());
    fleet.requests.jvm().await("warm-up complete");
    fleet.work();
    fleet
        .requests()
        .await(
            metrics -> metrics.sum("tripmeter_request_round_trips_count", "route", "/repeat") == 1);
    Eventually.equal(
        RARE,
        () -> RARE.stream()
            .filter(metric -> fleet.jobs.metrics().samples().stream()
                .anyMatch(sample -> sample.name().equals(metric)))
            .toList(),
        fleet.jobs::output);
    return fleet;
  }

  /** A little of all that they do. */
  void work() {
    for (String path : List.of("/three", "/seven", "/repeat")) {
      requests.get(path);
    }
    jobs.ask("main", "LISTEN jobs");
  }

  private Scrape requests() {
    return requests.scrape();
  }

  /** What each of them serves now. */
  List<Metrics> metrics() {
    return List.of(requests().metrics(), jobs.metrics());
  }

  /** Where they serve it. */
  List<Integer> ports() {
    return List.of(requests().port(), jobs.port());
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(requests, jobs, pooler, direct).forEach(Fleet::close);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

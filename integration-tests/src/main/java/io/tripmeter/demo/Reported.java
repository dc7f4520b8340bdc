package io.tripmeter.demo;

import io.tripmeter.testing.Metrics;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What Tripmeter's metrics page says; where there is no page, nothing. */
final class Reported {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final String REQUESTS = "tripmeter_request_round_trips_count";
  private static final String REQUESTS_TRIPS = "tripmeter_request_round_trips_sum";
  private static final String AVOIDABLE = "tripmeter_request_avoidable_total";
  private static final String TRIPS = "tripmeter_round_trips_total";

  private final int port;

  private Reported(int port) {
    this.port = port;
  }

  static Reported by(int metricsPort) {
    return new Reported(metricsPort);
  }

  static Reported byNobody() {
    return new Reported(0);
  }

  /** Of all connections since the start, connecting included. */
  OptionalLong roundTrips() {
    if (port == 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of((long) Metrics.fetch(port).sum(TRIPS));
    } catch (UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }

  /** Requests until now and their round trips. */
  record Requests(double count, double roundTrips) {}

  Requests requests() {
    if (port == 0) {
      return new Requests(0, 0);
    }
    try {
      Metrics page = Metrics.fetch(port);
      return new Requests(page.sum(REQUESTS), page.sum(REQUESTS_TRIPS));
    } catch (UncheckedIOException e) {
      return new Requests(0, 0);
    }
  }

  /** A line for each route and reason, those with the most round trips first. */
  List<String> avoidable() {
    if (port == 0) {
      return List.of();
    }
    return Metrics.fetch(port).samples().stream()
        .filter(sample -> sample.name().equals(AVOIDABLE))
        .sorted(Comparator.comparingDouble(Metrics.Sample::value).reversed())
        .map(sample -> String.format(
            "%-16s %4.0f %s",
            sample.labels().get("route"), sample.value(), sample.labels().get("reason")))
        .toList();
  }

  /** Of the one request since: it is counted when it has ended, which may be after its answer was read. */
  OptionalLong roundTripsSince(Requests before) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (port != 0 && System.nanoTime() < deadline) {
      Requests now = requests();
      if (now.count > before.count) {
        return OptionalLong.of((long) (now.roundTrips - before.roundTrips));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return OptionalLong.empty();
  }
}

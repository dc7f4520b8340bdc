package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What Tripmeter counted of a server's work, against what passed its link. */
final class Sums {
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Sums() {}

  /** Does the work; the answers to it. */
  static <T> T assertExact(ForkedJvm jvm, Link link, Callable<T> work) throws Exception {
    Scrape scrape = Scrape.of(jvm);
    link.awaitIdle(QUIET, PATIENCE);
    Metrics before = scrape.metrics();
    Link.Count mark = link.mark();
    T answers = work.call();
    link.awaitIdle(QUIET, PATIENCE);
    Metrics after = scrape.metrics();
    assertEquals(
        link.since(mark).turnArounds(),
        Math.round(
            after.sum("tripmeter_round_trips_total") - before.sum("tripmeter_round_trips_total")),
        () -> String.join("\n", link.log()));
    return answers;
  }

  static Set<String> routes(ForkedJvm jvm) {
    return Scrape.of(jvm).metrics().samples().stream()
        .filter(sample -> sample.name().equals("tripmeter_request_round_trips_count"))
        .map(sample -> sample.labels().get("route"))
        .collect(Collectors.toSet());
  }
}

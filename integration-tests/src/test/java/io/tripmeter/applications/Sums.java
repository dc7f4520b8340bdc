package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    Moment before = Moment.quiet(scrape, link);
    T answers = work.call();
    Moment after = Moment.quiet(scrape, link);
    assertEquals(
        after.turnArounds - before.turnArounds,
        after.counted - before.counted,
        () -> String.join("\n", link.log()));
    return answers;
  }

  /** What both say while nothing moves; an application's own timers may ask something meanwhile. */
  private record Moment(long turnArounds, long counted) {
    static Moment quiet(Scrape scrape, Link link) throws InterruptedException {
      while (true) {
        assertTrue(link.awaitIdle(QUIET, PATIENCE), "never quiet");
        Link.Count mark = link.mark();
        Metrics metrics = scrape.metrics();
        if (link.mark().equals(mark)) {
          return new Moment(
              mark.turnArounds(), Math.round(metrics.sum("tripmeter_round_trips_total")));
        }
      }
    }
  }

  static Set<String> routes(ForkedJvm jvm) {
    return Scrape.of(jvm).metrics().samples().stream()
        .filter(sample -> sample.name().equals("tripmeter_request_round_trips_count"))
        .map(sample -> sample.labels().get("route"))
        .collect(Collectors.toSet());
  }
}

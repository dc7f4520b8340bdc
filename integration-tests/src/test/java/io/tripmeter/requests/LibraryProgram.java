package io.tripmeter.requests;

import static java.util.stream.Collectors.toMap;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A program of libraries' jobs or messages in a JVM of its own, behind a link with a little delay, that has done its work. */
final class LibraryProgram implements AutoCloseable {
  /** Units of one name that are there at once, each with another number of round trips. */
  static final long CROWD = 64;

  /** Of all of them: {@code example.Tasks} has the same numbers. */
  static final long TRIPS_OF_CROWD = new Random(10).ints(CROWD, 1, 6).sum();

  private static final Duration DELAY = Duration.ofMillis(2);

  private final OtlpCollector collector = OtlpCollector.start();
  private final Link link;
  private final ForkedJvm jvm;
  private final Scrape scrape;
  private final Link.Count mark;

  /** @param units whose units are to be awaited */
  LibraryProgram(
      String main, Path java, List<Path> libraries, long units, String agent, String... what) {
    PostgresServer server = PostgresServer.shared();
    link = Link.to(server).roundTrip(DELAY).logging().open();
    jvm = ForkedJvm.of(main)
        .java(java)
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, "4.0.3"))
        .classPath(libraries)
        .agent("metrics.listen=127.0.0.1:0,metrics.wait=true,otlp.endpoint=" + collector.endpoint()
            + agent)
        .argument(server.url(link) + "?sslmode=disable", server.user(), server.password())
        .argument(what)
        .start();
    jvm.await("^open");
    jvm.await("warm-up complete.* pool=main");
    scrape = Scrape.of(jvm);
    mark = link.mark();
    jvm.say("go");
    jvm.await("^done");
    scrape.await(now -> now.sum("tripmeter_work_round_trips_count") >= units);
  }

  /** Units by kind and name. */
  Map<String, Long> units() {
    return byName("tripmeter_work_round_trips_count");
  }

  /** Their round trips by kind and name. */
  Map<String, Long> trips() {
    return byName("tripmeter_work_round_trips_sum");
  }

  private Map<String, Long> byName(String metric) {
    Metrics metrics = scrape.metrics();
    return new TreeMap<>(metrics.samples().stream()
        .filter(sample -> sample.name().equals(metric))
        .collect(toMap(
            sample -> sample.labels().get("kind") + " " + sample.labels().get("name"),
            sample -> Math.round(sample.value()))));
  }

  /** Of the whole work. */
  long turnArounds() throws InterruptedException {
    link.awaitIdle(Duration.ofMillis(20), Duration.ofSeconds(10));
    return link.since(mark).turnArounds();
  }

  OtlpCollector collector() {
    return collector;
  }

  String output() {
    return jvm.output();
  }

  @Override
  public void close() {
    jvm.close();
    link.close();
    collector.close();
  }
}

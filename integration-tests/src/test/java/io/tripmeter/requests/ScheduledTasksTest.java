package io.tripmeter.requests;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each run of a scheduled task that makes a round trip is a job, and the application sees no difference. */
final class ScheduledTasksTest {
  private static final String JOBS = "example.JobProgram";

  private static OtlpCollector collector;
  private static ForkedJvm jvm;
  private static Metrics metrics;

  @BeforeAll
  static void run() {
    collector = OtlpCollector.start();
    jvm = program()
        .agent("metrics.listen=127.0.0.1:0,metrics.wait=true,otlp.endpoint=" + collector.endpoint())
        .start();
    Scrape scrape = Scrape.of(jvm);
    jvm.await("^open");
    jvm.say("go");
    jvm.await("^done");
    metrics = scrape.await(now -> runs(now).equals(expectedRuns()));
  }

  @AfterAll
  static void end() {
    jvm.close();
    collector.close();
  }

  private static ForkedJvmBuilder program() {
    PostgresServer server = PostgresServer.shared();
    return ForkedJvm.of(JOBS)
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(), server.user(), server.password());
  }

  /** The lambda of each method is a job of the class that it is in. */
  private static Map<String, Long> expectedRuns() {
    return new TreeMap<>(Map.of(
        JOBS,
        2L,
        JOBS + "$EarlyJob",
        2L,
        JOBS + "$CallJob",
        1L,
        JOBS + "$FailingJob",
        3L,
        JOBS + "$RepeatingJob",
        1L));
  }

  private static Map<String, Long> runs(Metrics of) {
    return byName(of, "tripmeter_work_round_trips_count");
  }

  private static Map<String, Long> byName(Metrics of, String metric) {
    return new TreeMap<>(of.samples().stream()
        .filter(sample -> sample.name().equals(metric))
        .filter(sample -> "job".equals(sample.labels().get("kind")))
        .collect(
            toMap(sample -> sample.labels().get("name"), sample -> Math.round(sample.value()))));
  }

  @Test
  void everyRunWithARoundTripIsAJobAndNoOther() {
    assertEquals(expectedRuns(), runs(metrics), jvm::output);
    assertEquals(
        new TreeMap<>(Map.of(
            JOBS,
            2L,
            JOBS + "$EarlyJob",
            2L,
            JOBS + "$CallJob",
            3L,
            JOBS + "$FailingJob",
            3L,
            JOBS + "$RepeatingJob",
            6L)),
        byName(metrics, "tripmeter_work_round_trips_sum"));
    assertEquals(
        byName(metrics, "tripmeter_work_round_trips_sum"),
        byName(metrics, "tripmeter_work_statements_sum"));
  }

  @Test
  void aRequestThatASchedulersThreadServesIsARequest() {
    assertEquals(1, metrics.sum("tripmeter_request_round_trips_count", "route", "/served"));
    assertEquals(2, metrics.sum("tripmeter_request_round_trips_sum", "route", "/served"));
  }

  @Test
  void aJobThatRepeatsAStatementIsSaidSo() {
    jvm.await("statement is being repeated in one job .*job=example\\.JobProgram\\$RepeatingJob");
    assertTrue(!jvm.output().contains("statement is being repeated in one request"), jvm::output);
  }

  @Test
  void aJobIsASpanOfItsOwnThatSaysWhatItCostAndWhetherItFailed() throws Exception {
    OtlpSpan called = job("$CallJob", "UNSET");
    assertEquals("INTERNAL", called.kind());
    assertEquals("", called.parentSpanId());
    assertEquals(3L, called.attributes().get("tripmeter.round_trips"));
    assertTrue(called.endNanos() >= called.startNanos(), called::toString);
    OtlpSpan failed = job("$FailingJob", "ERROR");
    assertEquals("java.lang.IllegalStateException", failed.attributes().get("error.type"));
    assertTrue(
        collector.spans().stream().noneMatch(span -> span.name().endsWith("IdleJob")),
        () -> collector.spans().toString());
  }

  private static OtlpSpan job(String name, String status) throws InterruptedException {
    return collector.await(
        span -> span.name().equals(JOBS + name) && span.status().equals(status),
        ForkedJvm.PATIENCE);
  }

  @Test
  void theApplicationSeesTheSameAsWithoutTheAgent() {
    try (ForkedJvm bare = program().start()) {
      bare.say("go");
      bare.await("^done");
      assertEquals(saw(bare), saw(jvm));
      assertEquals(11, saw(bare).size(), bare::output);
    }
  }

  private static List<String> saw(ForkedJvm of) {
    return of.stdout().stream().filter(line -> line.startsWith("saw")).toList();
  }
}

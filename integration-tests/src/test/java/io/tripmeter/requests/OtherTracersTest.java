package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Pause;
import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.programs.Servers;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import io.tripmeter.testing.TakenSpan;
import io.tripmeter.testing.TracesIntake;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Datadog's or Elastic's agent in the same JVM: it makes the spans of a Tomcat's requests, their cost goes onto them, the count stays that of
 * the wire, and the answers stay those of the application alone.
 */
final class OtherTracersTest {
  private static final List<String> PATHS = List.of(
      "/exact",
      "/api/4711",
      "/filtered/4711",
      "/async/4711?do=dispatch",
      "/async/4711?do=start",
      "/exact?do=forward",
      "/exact?do=include",
      "/exact?do=repeat");

  /** What they cost the application alone. */
  private static final int TRIPS = 1 + 2 + 3 + 3 + 3 + 3 + 2 + 7;

  private static final List<String> FAILING = List.of("/exact?do=error", "/exact?do=throw");
  private static final int CLIENTS = 64;

  private final PostgresServer server = PostgresServer.shared();
  private final Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
  private final TracesIntake intake = TracesIntake.start();
  private final OtlpCollector collector = OtlpCollector.start();

  @AfterEach
  void stop() {
    collector.close();
    intake.close();
    link.close();
  }

  @Test
  void datadogsAttachedBeforeTripmeter() throws Exception {
    assertTheirs("Datadog's agent", ".", builder -> tripmeters(datadogs(builder)));
  }

  @Test
  @Tag("matrix")
  void datadogsAttachedAfterTripmeter() throws Exception {
    assertTheirs("Datadog's agent", ".", builder -> datadogs(tripmeters(builder)));
  }

  @Test
  @Tag("matrix")
  void elasticsAttachedBeforeTripmeter() throws Exception {
    assertTheirs("Elastic's agent", "_", builder -> tripmeters(elastics(builder)));
  }

  @Test
  @Tag("matrix")
  void elasticsAttachedAfterTripmeter() throws Exception {
    assertTheirs("Elastic's agent", "_", builder -> elastics(tripmeters(builder)));
  }

  private ForkedJvmBuilder program() {
    return ForkedJvm.of("example.RequestTomcat")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .classPath(Servers.tomcatOfJakarta())
        .argument(server.url(link), server.user(), server.password(), "Jakarta");
  }

  private ForkedJvmBuilder tripmeters(ForkedJvmBuilder builder) {
    return builder.agent(
        "metrics.listen=127.0.0.1:0,metrics.wait=true,slow-query.threshold=2ms,otlp.endpoint="
            + collector.endpoint());
  }

  private ForkedJvmBuilder datadogs(ForkedJvmBuilder builder) {
    return builder
        .agent(Libraries.jar("dd-java-agent", "*"), "")
        .environment("DD_TRACE_AGENT_URL", intake.url())
        .environment("DD_INSTRUMENTATION_TELEMETRY_ENABLED", "false")
        .environment("DD_REMOTE_CONFIG_ENABLED", "false")
        .environment("DD_JMXFETCH_ENABLED", "false");
  }

  private ForkedJvmBuilder elastics(ForkedJvmBuilder builder) {
    Path jar = Libraries.jar("elastic-apm-agent", "*");
    return builder
        .agent(jar, "")
        .environment("ELASTIC_APM_SERVER_URL", intake.url())
        .environment("ELASTIC_APM_API_REQUEST_TIME", "500ms")
        .environment("ELASTIC_APM_MAX_QUEUE_SIZE", "8192")
        .environment("ELASTIC_APM_CENTRAL_CONFIG", "false")
        .environment("ELASTIC_APM_CLOUD_PROVIDER", "NONE");
  }

  /** @param separator what is between the words of a tag's name where it arrives */
  private void assertTheirs(String by, String separator, UnaryOperator<ForkedJvmBuilder> attached)
      throws Exception {
    List<String> bare;
    try (Requests requests = Requests.start(program())) {
      bare = answers(requests);
    }
    try (Requests requests = Requests.start(attached.apply(program()))) {
      requests.jvm().await("round trips go onto the spans that are made already by=\"" + by + "\"");
      assertEquals(bare, answers(requests));
      TheirSpans theirs = new TheirSpans(requests, separator);
      theirs.assertEachRequest();
      theirs.assertUnderLoad();
      assertEquals(0, collector.requests());
      List<String> complaints = requests
          .jvm()
          .output()
          .lines()
          .filter(line -> line.contains("tripmeter: warn") || line.contains("tripmeter: error"))
          .filter(line -> !line.contains("slow query")
              && !line.contains("slow queries")
              && !line.contains("(N+1)"))
          .toList();
      assertEquals(List.of(), complaints);
    }
  }

  /** Status and body of each. */
  private static List<String> answers(Requests requests) {
    List<String> answers = new ArrayList<>();
    for (String path : PATHS) {
      answers.add(path + answer(requests, path));
    }
    for (String path : FAILING) {
      answers.add(path + answer(requests, path));
    }
    return answers;
  }

  private static String answer(Requests requests, String path) {
    HttpResponse<String> response = requests.send("/shop" + path);
    return " " + response.statusCode() + " " + response.body();
  }

  /** What has arrived of one program. */
  private final class TheirSpans {
    private final Requests requests;
    private final Scrape scrape;
    private final String trips;

    TheirSpans(Requests requests, String separator) {
      this.requests = requests;
      scrape = requests.scrape();
      trips = "tripmeter" + separator + "round_trips";
    }

    /** One by one, so that each request's span is known by its turn. */
    void assertEachRequest() {
      int before = PATHS.size() + FAILING.size();
      awaitRequests(before);
      Metrics earlier = scrape.metrics();
      double cost = 0;
      for (int i = 0; i < PATHS.size(); i++) {
        double counted = counted(scrape.metrics());
        assertEquals(200, requests.get("/shop" + PATHS.get(i)));
        awaitRequests(before + i + 1);
        int told = i + 1;
        Metrics now =
            scrape.await(metrics -> requestCount(metrics) == requestCount(earlier) + told);
        TakenSpan span = intake.requests().get(before + i);
        assertEquals(counted(now) - counted, span.number(trips), PATHS.get(i) + " " + span);
        cost += span.number(trips);
      }
      assertEquals(TRIPS + theirOwn(scrape.metrics()) - theirOwn(earlier), cost);
      assertLinesHaveTheirIds(intake.requests().get(before + PATHS.size() - 1));
    }

    /** The last of {@link #PATHS}, for the second time. */
    private void assertLinesHaveTheirIds(TakenSpan span) {
      requests
          .jvm()
          .await("slow query .* trace_id=" + span.traceId() + " span_id=" + span.spanId() + " ");
      String line = requests
          .jvm()
          .await("\\(N\\+1\\).* trace_id=(\\S+) span_id=(\\S+) caller=.*")
          .group();
      assertTrue(
          intake.requests().stream()
              .anyMatch(request -> line.contains(
                  " trace_id=" + request.traceId() + " span_id=" + request.spanId() + " ")),
          line);
    }

    void assertUnderLoad() throws Exception {
      link.awaitIdle(Duration.ofMillis(50), Duration.ofSeconds(10));
      int before = intake.requests().size();
      Metrics earlier = scrape.metrics();
      Link.Count mark = link.mark();
      ask();
      awaitRequests(before + CLIENTS * PATHS.size());
      Metrics now = scrape.await(
          metrics -> requestCount(metrics) == requestCount(earlier) + CLIENTS * PATHS.size());
      link.awaitIdle(Duration.ofMillis(50), Duration.ofSeconds(10));
      double onSpans = intake.requests().stream()
          .skip(before)
          .mapToDouble(span -> span.number(trips))
          .sum();
      assertEquals(TRIPS * CLIENTS + theirOwn(now) - theirOwn(earlier), onSpans);
      assertEquals(onSpans, counted(now) - counted(earlier));
      assertEquals(onSpans, link.since(mark).turnArounds());
      // Each once, and nobody's but the server's.
      assertEquals(before + CLIENTS * PATHS.size(), intake.requests().size());
    }

    private void ask() throws Exception {
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      try {
        List<Future<?>> asking = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          asking.add(clients.submit(
              () -> PATHS.forEach(path -> assertEquals(200, requests.get("/shop" + path)))));
        }
        for (Future<?> client : asking) {
          client.get();
        }
      } finally {
        clients.shutdownNow();
      }
    }

    private void awaitRequests(int wanted) {
      Pause.until(
          () -> intake.requests().size() >= wanted,
          ForkedJvm.PATIENCE,
          () -> intake.requests().size() + " of " + wanted + " requests\n"
              + requests.jvm().output());
    }
  }

  private static double requestCount(Metrics metrics) {
    return metrics.sum("tripmeter_request_round_trips_count");
  }

  /** Elastic's agent asks each connection once for its catalogue. The application asks for nothing of this kind. */
  private static double theirOwn(Metrics metrics) {
    return metrics.sum("tripmeter_round_trips_total", "kind", "session");
  }

  private static double counted(Metrics metrics) {
    return metrics.sum("tripmeter_request_round_trips_sum");
  }
}

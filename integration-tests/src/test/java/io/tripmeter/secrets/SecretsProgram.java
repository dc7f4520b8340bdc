package io.tripmeter.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Pause;
import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code example.SecretServer}: each of its requests holds a secret. */
final class SecretsProgram implements AutoCloseable {
  private final Requests requests;
  private final Scrape scrape;

  private SecretsProgram(Requests requests) {
    this.requests = requests;
    scrape = requests.scrape();
  }

  static SecretsProgram start(PostgresServer server, OtlpCollector collector, String options) {
    String endpoint = collector.endpoint().replace("://", "://user:Hq7-otlp-token@");
    return new SecretsProgram(Requests.start(ForkedJvm.of("example.SecretServer")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .agent("slow-query.threshold=1ms,spans=statement,log.level=debug," + options)
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.session.statement-timeout", "30s")
        .environment("TRIPMETER_OTLP_ENDPOINT", endpoint)
        .argument(
            server.url() + "?sslmode=disable&sslpassword=Hq7-url-password",
            server.user(),
            server.password())));
  }

  /** Returns when the last statement is known to have been seen. */
  void useAllSecrets() {
    assertEquals("done", requests.send("/work").body(), () -> output());
    scrape.await(metrics -> metrics.sum("tripmeter_slow_queries_total") >= 1
        && metrics.sum("tripmeter_request_round_trips_count", "route", "/work") == 1);
  }

  /** The first requests of a program are over before spans are made. */
  void awaitSpans(OtlpCollector collector) {
    Pause.until(
        () -> requests.get("/ready") == 204 && !collector.spans().isEmpty(),
        ForkedJvm.PATIENCE,
        this::output);
  }

  String output() {
    return requests.jvm().output();
  }

  Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    for (String path : new String[] {"/overview", "/metrics", "/health", "/statements?top=500"}) {
      pages.put(path, scrape.get(path).body());
    }
    return pages;
  }

  String beans() {
    requests.jvm().say("beans");
    return requests.jvm().await("^beans (.*)$").group(1);
  }

  @Override
  public void close() {
    requests.close();
  }
}

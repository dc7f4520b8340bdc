package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metrics SDK of an application of its own exports the round trips too. */
final class OwnMetricsTest {
  private final PostgresServer server = PostgresServer.shared();

  private Requests start(String arguments) {
    List<Path> classPath = new ArrayList<>(
        Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP));
    classPath.addAll(Libraries.openTelemetrySdk());
    classPath.add(Libraries.jar("opentelemetry-sdk-metrics", "*"));
    return Requests.start(ForkedJvm.of("example.OwnMetricsServer")
        .classPath(classPath)
        .agent("metrics.listen=127.0.0.1:0" + arguments)
        .argument(server.url(), server.user(), server.password()));
  }

  @Test
  void itsMeterApiObservesThem() {
    try (Requests requests = start("")) {
      requests.get("/api/two/");
      ForkedJvm jvm = requests.jvm();
      jvm.await("metric tripmeter.request.round_trips 1 DOUBLE_SUM .*/api/two/.* value=2.0");
      jvm.await("metric tripmeter.request.database.time s DOUBLE_SUM .*/api/two/");
      requests.get("/api/two/");
      jvm.await(
          "metric tripmeter.request.database.time.count 1 DOUBLE_SUM .*/api/two/.* value=2.0");
      jvm.await("metric tripmeter.round_trips 1 DOUBLE_SUM .*kind=\"query\", pool=\"main\"");
      jvm.await("metric tripmeter.info 1 DOUBLE_GAUGE .*mode=\"apply\", version=\".* value=1.0");
      jvm.await("metric tripmeter.warmup.warmed 1 DOUBLE_GAUGE .* value=10.0");
      assertEquals(0, requests.linesWith("tripmeter: warn"), jvm::output);
      assertEquals(0, requests.linesWith("metric db.client"), jvm::output);
    }
  }

  @Test
  void switchedOffItsOwnAreLeft() {
    try (Requests requests = start(",metrics.otel=off")) {
      requests.get("/api/two/");
      requests
          .scrape()
          .await(metrics ->
              metrics.sum("tripmeter_request_round_trips_sum", "route", "/api/two/") == 2);
      requests.jvm().await("metric shop.orders");
      assertEquals(0, requests.linesWith("metric tripmeter"), requests.jvm()::output);
    }
  }
}

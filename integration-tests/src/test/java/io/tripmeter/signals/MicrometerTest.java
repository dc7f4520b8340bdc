package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's own Micrometer registries show the agent's meters, each once and with the tags that the application's own have. */
final class MicrometerTest {
  private static final Duration QUIET = Duration.ofMillis(100);
  private static final String TRIPS = "tripmeter_round_trips_total";
  private static final String REQUEST_TRIPS = "tripmeter_request_round_trips_total";
  private static final String REQUESTS = "tripmeter_request_database_time_seconds_count";

  private final PostgresServer server = PostgresServer.shared();
  private final Link link = Link.to(server).logging().open();
  private Requests requests;

  @AfterEach
  void end() {
    if (requests != null) {
      requests.close();
    }
    link.close();
  }

  static List<String> versions() {
    return Libraries.inMatrix() ? List.of("1.3", "1.9", "1.17") : List.of("1.3");
  }

  private void start(String version, String arguments) {
    List<Path> classPath = new ArrayList<>(Libraries.childClassPath(
        Libraries.NEWEST_PGJDBC, version.equals("1.17") ? Libraries.NEWEST_HIKARICP : "4.0.3"));
    classPath.addAll(Libraries.ofFolder("micrometer-" + version));
    ForkedJvmBuilder builder = ForkedJvm.of("example.MeterProgram")
        .classPath(classPath)
        .agent("metrics.listen=127.0.0.1:0" + arguments)
        .argument(server.url(link), server.user(), server.password());
    requests = Requests.start(version.equals("1.3") ? builder.java(8) : builder);
  }

  private Metrics await(String registry, String metric, double value, String... labels) {
    return requests.await("/registry/" + registry, metrics -> metrics.sum(metric, labels) == value);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theyShowTheMeters(String version) throws Exception {
    start(version, "");
    assertEquals("2", requests.send("/two").body());
    Metrics byHand = await("by-hand", REQUESTS, 1, "route", "/two", "app", "shop");
    assertRight(byHand, "app", "shop");
    assertEquals(1, byHand.sum("tripmeter_info", "mode", "apply", "app", "shop"));
    assertEquals(0, byHand.sum("tripmeter_request_statements_total"), "denied by a filter");
    assertEquals(1, byHand.sum("shop_orders_total", "app", "shop"));
    assertRight(await("global", REQUESTS, 1, "route", "/two"), "region", "eu");
    assertRight(await("first", REQUESTS, 1, "route", "/two"), "from", "outer");
    assertOthers();
    assertSeriesComeAndGo();
    assertEquals("collected", requests.send("/forget").body());
    assertEquals(0, requests.linesWith("Exception in"), requests.jvm()::output);
  }

  /** All that the wire saw, once, with the common tag. */
  private void assertRight(Metrics shown, String... tag) throws InterruptedException {
    requests.jvm().await("warm-up complete pool=main");
    link.awaitIdle(QUIET, ForkedJvm.PATIENCE);
    assertEquals(2, shown.sum(REQUEST_TRIPS, tag), tag[1]);
    assertEquals(2, shown.sum(REQUEST_TRIPS));
    String registry = tag[1].equals("shop") ? "by-hand" : tag[1].equals("eu") ? "global" : "first";
    long wire = link.turnArounds();
    assertEquals(wire, await(registry, TRIPS, wire, tag).sum(TRIPS), registry);
  }

  private void assertOthers() {
    String simple = "tripmeter.request.round_trips_COUNT";
    assertEquals(2, await("second", simple, 2, "route", "/two").sum(simple, "from", "outer"));
    assertEquals(0, await("other", "shop.other_COUNT", 1).sum(simple));
    assertEquals(0, await("closed", "shop.closed_COUNT", 0).sum(simple));
    assertEquals(2, await("refusing", simple, 2).sum(simple));
    requests.jvm().await("does not take a metric.* metric=tripmeter.warmup.*of the application");
    Metrics taken = await("taken", REQUESTS, 1, "route", "/two");
    assertEquals(42, taken.sum("db_client_connection_max"));
    assertTrue(taken.sum("db_client_connection_count") > 0);
    if (Libraries.inMatrix()) {
      // It takes ten seconds.
      assertEquals(2, await("unused", simple, 2).sum(simple));
    }
  }

  private void assertSeriesComeAndGo() {
    requests.send("/late");
    await("by-hand", REQUESTS, 1, "route", "/late", "app", "shop");
    assertEquals("open", requests.send("/open").body());
    String warmed = "tripmeter_warmup_warmed";
    await("by-hand", warmed, 10, "pool", "second", "app", "shop");
    await("first", warmed, 10, "pool", "second", "from", "outer");
    assertEquals("closed", requests.send("/close").body());
    for (String registry : List.of("by-hand", "first")) {
      requests.await("/registry/" + registry, MicrometerTest::hasNoSecondPool);
    }
  }

  private static boolean hasNoSecondPool(Metrics metrics) {
    return metrics.samples().stream().noneMatch(each -> each.labels().containsValue("second"));
  }

  @Test
  void switchedOffTheyShowTheApplicationsAlone() {
    start("1.17", ",metrics.micrometer=off");
    requests.send("/two");
    requests
        .scrape()
        .await(metrics -> metrics.sum("tripmeter_request_round_trips_sum", "route", "/two") == 2);
    String page = requests.send("/registry/by-hand").body();
    assertTrue(page.contains("shop_orders_total"), page);
    assertFalse(page.contains("tripmeter"), page);
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.programs.Servers;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request, whatever servlets, filters, dispatches and threads it goes through: on Tomcat 10.1 (jakarta) and 9.0 (javax). */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"Jakarta", "Javax"})
final class TomcatRequestsTest {
  private static final String COUNT = "tripmeter_request_round_trips_count";
  private static final String SUM = "tripmeter_request_round_trips_sum";

  private static Requests requests;
  private static Scrape scrape;

  @Parameter
  String api;

  @BeforeParameterizedClassInvocation
  static void start(String api) {
    PostgresServer server = PostgresServer.shared();
    requests = Requests.start(ForkedJvm.of("example.RequestTomcat")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .classPath(api.equals("Jakarta") ? Servers.tomcatOfJakarta() : Servers.tomcatOfJavax())
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent()
        .argument(server.url(), server.user(), server.password(), api));
    scrape = requests.scrape();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    requests.close();
  }

  @Test
  void anExactMappingIsTheRoute() {
    assertOneRequest("/exact", 200, "/shop/exact", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop;user=alice", "/%73hop", "/x/../shop", "//shop"})
  void theContextPathIsTheServersHoweverTheClientSpellsIt(String spelled) throws Exception {
    Metrics before = scrape.metrics();
    assertEquals(200, Spelled.get(requests.port(), spelled + "/api/4711"));
    Metrics after = scrape.await(now -> count(now) > count(before));
    String route = "/shop/api/*";
    assertEquals(
        1, after.sum(COUNT, "route", route) - before.sum(COUNT, "route", route), after::toString);
  }

  @Test
  void aPrefixMappingIsTheRouteWithoutTheId() {
    assertOneRequest("/api/4711", 200, "/shop/api/*", 2);
  }

  @Test
  void anExtensionsMappingIsTheRouteWithoutTheName() {
    assertOneRequest("/4711.html", 200, "/shop/*.html", 1);
  }

  @Test
  void theDefaultServletIsTheRouteOfEverythingElse() {
    assertOneRequest("/anything/4711", 200, "/shop/", 1);
  }

  @Test
  void aFiltersQueriesBelongToTheServletsRequest() {
    assertOneRequest("/filtered/4711", 200, "/shop/filtered/*", 3);
  }

  @Test
  void aForwardBelongsToTheRequestThatForwards() {
    assertOneRequest("/exact?do=forward", 200, "/shop/exact", 3);
  }

  @Test
  void anIncludeBelongsToTheRequestThatIncludes() {
    // What is included has the including request's path, and so its cost.
    assertOneRequest("/exact?do=include", 200, "/shop/exact", 2);
  }

  @Test
  void anErrorPageIsNoRequestOfItsOwn() {
    assertOneRequest("/exact?do=error", 500, "/shop/exact", -1);
  }

  @Test
  void aServletThatThrowsIsARequestAllTheSame() {
    assertOneRequest("/exact?do=throw", 500, "/shop/exact", -1);
  }

  @Test
  void anAsynchronousDispatchGoesOnWithTheRequest() {
    assertOneRequest("/async/4711?do=dispatch", 200, "/shop/async/*", 3);
  }

  @Test
  void aTaskOfTheContainerGoesOnWithTheRequest() {
    assertOneRequest("/async/4711?do=start", 200, "/shop/async/*", 3);
  }

  @Test
  void allTasksOfARequestAreCountedHoweverManyRunAtOnce() {
    assertOneRequest("/async/4711?do=crowd", 200, "/shop/async/*", 1 + 8 * 25);
  }

  @Test
  void aThreadOfTheApplicationsOwnMayCompleteTheRequest() {
    assertOneRequest("/async/4711?do=thread", 200, "/shop/async/*", 1);
  }

  @Test
  void sumsAreExactUnderLoad() throws Exception {
    Metrics before = scrape.metrics();
    int each = Load.of(
        requests, "/shop/exact", "/shop/api/1", "/shop/filtered/2", "/shop/async/3?do=start");
    scrape.await(now -> count(now) - count(before) == 4 * each);
    Metrics after = scrape.metrics();
    assertEquals(each, trips(after, "/shop/exact") - trips(before, "/shop/exact"));
    assertEquals(2 * each, trips(after, "/shop/api/*") - trips(before, "/shop/api/*"));
    assertEquals(3 * each, trips(after, "/shop/filtered/*") - trips(before, "/shop/filtered/*"));
    assertEquals(3 * each, trips(after, "/shop/async/*") - trips(before, "/shop/async/*"));
  }

  /** @param trips -1 for any: whether an error page is rendered within the request is the container's choice */
  private void assertOneRequest(String path, int status, String route, int trips) {
    Metrics before = scrape.metrics();
    assertEquals(status, requests.get("/shop" + path), requests.jvm()::output);
    Metrics after = scrape.await(now -> count(now) > count(before));
    assertEquals(1, count(after) - count(before), "requests");
    assertEquals(
        1, after.sum(COUNT, "route", route) - before.sum(COUNT, "route", route), after::toString);
    if (trips >= 0) {
      assertEquals(trips, trips(after, route) - trips(before, route));
    }
    assertTrue(after.samples().stream()
        .noneMatch(sample -> sample.labels().getOrDefault("route", "").contains("4711")));
  }

  private static double trips(Metrics metrics, String route) {
    return metrics.sum(SUM, "route", route);
  }

  private static double count(Metrics metrics) {
    return metrics.sum(COUNT);
  }
}

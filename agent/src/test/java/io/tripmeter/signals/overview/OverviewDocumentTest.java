package io.tripmeter.signals.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.FixedGauges;
import io.tripmeter.signals.metrics.PoolReport;
import io.tripmeter.signals.metrics.SeenHazards;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkMetrics;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.waterfall.SlowRequests;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewDocumentTest {
  private static final int FULL_BYTES = 300 * 1024;

  private final Settings settings = Configuration.ofArguments(
      "service-name=shop,otlp.endpoint=http://user:S3cr3t@collector:4318");
  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final Statements statements =
      new Statements(settings, telemetry, Spans.NONE, false, null);
  private final OverviewDocument document = new OverviewDocument(
      settings,
      telemetry,
      statements.seen(),
      statements.top(),
      new SlowRequests(settings, Spans.NONE));
  private final WorkMetrics work = new WorkMetrics(telemetry, settings);
  private final List<PoolStats> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(PoolStats::close);
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(document.json());
  }

  private PoolStats open(String name, int idle, int used) {
    PoolStats added = PoolStats.register(name, this);
    opened.add(added);
    telemetry.pools().register(added, new FixedGauges(idle, used));
    return added;
  }

  private static JsonNode named(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(each -> each.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + array));
  }

  private void request(String method, String route, int trips, long millis) {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 0);
    unit.setOperation(method);
    unit.setName(route);
    for (int i = 0; i < trips; i++) {
      TestUnits.asks(unit);
    }
    work.ended(unit, 200, null, TimeUnit.MILLISECONDS.toNanos(millis));
    unit.release();
  }

  @Test
  void saysWhoseItIs() throws IOException {
    JsonNode application = read().get("application");
    assertEquals("shop", application.get("name").asText());
    assertEquals(ProcessHandle.current().pid(), application.get("pid").asLong());
    assertEquals(
        Runtime.version().feature(),
        Runtime.Version.parse(application.get("java").asText()).feature());
    assertTrue(
        application.get("started").asText().compareTo(application.get("time").asText()) < 0);
    assertEquals("apply", read().get("tripmeter").get("mode").asText());
  }

  @Test
  void aPoolHasItsConnectionsItsLinkAndItsWaits() throws IOException {
    PoolStats pool = open("orders", 3, 2);
    pool.tripDuration().record(230_000_000);
    pool.tripDuration().record(220_000_000);
    pool.waitTime().record(5_000_000);
    pool.timeouts().increment();
    JsonNode shown = named(read().get("pools"), "orders");
    assertEquals(2, shown.get("connections").get("used").asInt());
    assertEquals(20, shown.get("connections").get("max").asInt());
    assertEquals(220, shown.get("link_ms").get("fastest").asDouble());
    assertEquals(2, shown.get("link_ms").get("samples").asInt());
    assertEquals(5, shown.get("waits").get("max_ms").asDouble());
    assertEquals(1, shown.get("waits").get("timeouts").asInt());
    assertTrue(shown.get("history").isNull());
    assertTrue(shown.get("warm_up").isNull());
    assertTrue(shown.get("server").isNull());
  }

  @Test
  void whatIsNotKnownOfAPoolIsNull() throws IOException {
    open("orders", -1, -1);
    JsonNode shown = named(read().get("pools"), "orders");
    assertTrue(shown.get("connections").get("idle").isNull());
    assertTrue(shown.get("link_ms").get("fastest").isNull());
    assertTrue(shown.get("waits").get("median_ms").isNull());
  }

  @Test
  void aPoolHasWhatWasChangedAndWhatIsInForce() throws IOException {
    PoolStats pool = open("orders", 1, 0);
    SettingChange changed = new SettingChange("pool.max-lifetime", "30m", "10m", "why");
    SettingChange found = new SettingChange("statement_timeout", "30000", "0", "another");
    Pooler pooler = new Pooler(EndpointName.of("db.example", 6432), "auto");
    List<SettingChange> settings = new ArrayList<>(List.of(changed));
    settings.addAll(SettingChange.onlyAdvised(settings));
    telemetry
        .pools()
        .report(
            pool,
            PoolReport.of("HikariCP 6.3.0", settings)
                .withSession(List.of(found))
                .withPooler(pooler));
    JsonNode shown = named(read().get("pools"), "orders");
    assertEquals("HikariCP 6.3.0", shown.get("product").asText());
    assertEquals("db.example:6432", shown.get("server").asText());
    assertEquals("transaction pooler", shown.get("pooler").asText());
    assertEquals("PgBouncer's port 6432", shown.get("pooler_evidence").get(0).asText());
    assertEquals("30m", shown.get("settings").get(0).get("old").asText());
    assertEquals("10m", shown.get("settings").get(0).get("new").asText());
    assertTrue(shown.get("settings").get(0).get("unit").isNull());
    assertTrue(shown.get("settings").get(0).get("made").asBoolean());
    assertFalse(shown.get("settings").get(1).get("made").asBoolean());
    assertEquals("10m", shown.get("settings").get(1).get("new").asText());
    assertEquals("0", shown.get("session").get(0).get("value").asText());
    assertEquals("ms", shown.get("session").get(0).get("unit").asText());
  }

  @Test
  void theFirstLookShowsWhatWasThereBefore() throws IOException {
    open("orders", 3, 2);
    long now = System.nanoTime();
    document.pass(now);
    document.pass(now + TimeUnit.SECONDS.toNanos(1));
    document.pass(now + TimeUnit.SECONDS.toNanos(10));
    JsonNode history = named(read().get("pools"), "orders").get("history");
    assertEquals("[2,2]", history.get("used").toString());
    assertEquals("[null,null]", history.get("wait_ms").toString());
    assertEquals(10, history.get("step_s").asInt());
  }

  @Test
  void getAndPostOfARouteAreApart() throws IOException {
    request("GET", "/orders", 2, 10);
    request("GET", "/orders", 4, 10);
    request("POST", "/orders", 7, 10);
    JsonNode get = named(read().get("routes"), "GET /orders");
    assertEquals(2, get.get("count").asInt());
    assertEquals(6, get.get("round_trips").get("sum").asInt());
    assertEquals(3, get.get("round_trips").get("mean").asDouble());
    assertEquals(2, get.get("round_trips").get("median").asInt());
    assertEquals(4, get.get("round_trips").get("max").asInt());
    assertEquals(
        "[{\"le\":2,\"count\":1},{\"le\":5,\"count\":1}]",
        get.get("round_trips").get("buckets").toString());
    assertEquals(
        7,
        named(read().get("routes"), "POST /orders")
            .get("round_trips")
            .get("sum")
            .asInt());
    assertEquals(13, telemetry.routes().all().get(0).roundTrips().sum());
  }

  @Test
  void aRouteHasAFewMethodsWhateverClientsSend() throws IOException {
    IntStream.range(0, 1_000).forEach(i -> request("METHOD" + i, "/orders", 1, 1));
    JsonNode routes = read().get("routes");
    assertEquals(9, routes.size());
    assertEquals(992, named(routes, "/orders").get("count").asInt());
  }

  @Test
  void whatAskedNothingAndWhatWasNotFoundComesLast() throws IOException {
    request("GET", "/static", 0, 1);
    request("GET", "/**", 50, 1);
    request("GET", "/orders", 1, 1);
    JsonNode routes = read().get("routes");
    assertEquals("GET /orders", routes.get(0).get("name").asText());
    assertEquals("GET /**", routes.get(1).get("name").asText());
    assertEquals("GET /static", routes.get(2).get("name").asText());
  }

  @Test
  void theTimeOfARequestIsSplit() throws IOException {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 0);
    unit.setName("/orders");
    TestUnits.costs(unit, 1, 220, 250);
    TestUnits.costs(unit, 1, 220, 230);
    TestUnits.waits(unit, 40, 10);
    TestUnits.opens(unit, 50);
    work.ended(unit, 200, null, TimeUnit.MILLISECONDS.toNanos(650));
    JsonNode time = read().get("routes").get(0).get("time_ms");
    assertEquals(440, time.get("link").asDouble());
    assertEquals(40, time.get("database").asDouble());
    assertEquals(50, time.get("opening").asDouble());
    assertEquals(0, time.get("both").asDouble());
    assertEquals(30, time.get("waiting").asDouble());
    assertEquals(90, time.get("rest").asDouble());
  }

  @Test
  void timeOnALinkThatIsNotKnownIsNotDivided() throws IOException {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 0);
    unit.setName("/orders");
    TestUnits.costs(unit, 2, 220, 450);
    TestUnits.costs(unit, 1, 150);
    work.ended(unit, 200, null, TimeUnit.MILLISECONDS.toNanos(650));
    JsonNode time = read().get("routes").get(0).get("time_ms");
    assertTrue(time.get("link").isNull(), time::toString);
    assertTrue(time.get("database").isNull(), time::toString);
    assertEquals(600, time.get("both").asDouble());
    assertEquals(50, time.get("rest").asDouble());
  }

  @Test
  void theRestIsUnknownWhereThreadsWorkedAtOnce() throws IOException {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 0);
    unit.setName("/orders");
    TestUnits.costs(unit, 2, 100, 500);
    work.ended(unit, 200, null, TimeUnit.MILLISECONDS.toNanos(300));
    assertTrue(read().get("routes").get(0).get("time_ms").get("rest").isNull());
  }

  @Test
  void aHazardHasItsStatementItsPlaceAndWhatToDo() throws IOException {
    telemetry.counters().poolerHazards("listen").increment();
    SqlText sql = SqlText.of("listen jobs", 2_000);
    telemetry
        .hazards()
        .add(
            new SeenHazards.Hazard("listen", "problem", "instead", "orders", sql, "A.b(A.java:1)"));
    JsonNode hazard = read().get("hazards").get(0);
    assertEquals("listen", hazard.get("feature").asText());
    assertEquals(1, hazard.get("count").asInt());
    assertEquals("listen jobs", hazard.get("sql").asText());
    assertEquals("A.b(A.java:1)", hazard.get("where").asText());
    assertEquals("instead", hazard.get("advice").asText());
  }

  @Test
  void theConfigurationHasItsSourcesAndNoSecrets() throws IOException {
    for (JsonNode each : read().get("configuration")) {
      if (each.get("key").asText().equals("otlp.endpoint")) {
        assertEquals("http://***@collector:4318/v1/traces", each.get("value").asText());
        assertEquals("agent argument otlp.endpoint", each.get("source").asText());
        assertFalse(each.get("default").asBoolean());
      }
    }
    assertFalse(read().toString().contains("S3cr3t"));
  }

  @Test
  void isBoundedWhateverTheApplicationDoes() throws IOException {
    String huge = "x".repeat(50_000);
    for (int i = 0; i < 60; i++) {
      open(huge + i, 1, 1);
    }
    for (int i = 0; i < 300; i++) {
      request("GET", "/" + i + "/" + huge, 3, 10);
      statements.top().row("select \u0001\ud800 " + huge + " from t" + i);
    }
    JsonNode all = read();
    assertEquals(200, all.get("routes").size());
    assertEquals(1, all.get("routes_left_out").asInt());
    assertEquals(50, all.get("pools").size());
    assertTrue(document.json().length < FULL_BYTES, () -> document.json().length + " bytes");
  }

  @Test
  void manyPagesAtOnceReadOneDocument() {
    byte[] first = document.recentJson();
    assertSame(first, document.recentJson());
    document.pass(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    assertNotSame(first, document.recentJson());
  }
}

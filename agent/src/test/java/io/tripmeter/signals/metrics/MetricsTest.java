package io.tripmeter.signals.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.StatementRow;
import io.tripmeter.boot.TestRows;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.TripKind;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.statements.TopStatements;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final Object pool = new Object();
  private final PoolStats stats = PoolStats.register("orders", pool);

  @AfterEach
  void closePool() {
    stats.close();
    telemetry.pools().closed();
  }

  @Test
  void aPoolHasTheSemanticConventionsMetrics() throws IOException {
    telemetry.pools().register(stats, new FixedGauges(3, 2));
    stats.createTime().record(880_000_000L);
    stats.timeouts().increment();
    String label = "{db_client_connection_pool_name=\"orders\"";
    assertShows(
        "db_client_connection_count" + label + ",state=\"idle\"} 3.0",
        "db_client_connection_count" + label + ",state=\"used\"} 2.0",
        "db_client_connection_idle_min" + label + "} 5.0",
        "db_client_connection_max" + label + "} 20.0",
        "db_client_connection_pending_requests" + label + "} 1.0",
        "db_client_connection_timeouts_total" + label + "} 1.0",
        "# TYPE db_client_connection_create_time_seconds histogram",
        "db_client_connection_create_time_seconds_bucket" + label + ",le=\"0.5\"} 0",
        "db_client_connection_create_time_seconds_bucket" + label + ",le=\"1.0\"} 1",
        "db_client_connection_create_time_seconds_sum" + label + "} 0.88",
        "db_client_connection_wait_time_seconds_count" + label + "} 0",
        "db_client_connection_use_time_seconds_count" + label + "} 0",
        "db_client_operation_duration_seconds_count" + label + ",db_system_name=\"postgresql\"} 0");
  }

  @Test
  void hazardsAreCountedByFeature() throws IOException {
    telemetry.counters().poolerHazards("listen").increment();
    assertShows("tripmeter_pooler_hazards_total{feature=\"listen\"} 1.0");
    telemetry.counters().poolerHazards("42P05").increment();
    telemetry.counters().poolerHazards("listen").increment();
    assertShows(
        "tripmeter_pooler_hazards_total{feature=\"listen\"} 2.0",
        "tripmeter_pooler_hazards_total{feature=\"42P05\"} 1.0");
  }

  /** Micrometer warns about a meter that is registered twice. */
  @Test
  void scrapingAgainLogsNothing() throws IOException {
    List<String> logged = new ArrayList<>();
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    telemetry.counters().poolerHazards("listen").increment();
    telemetry.counters().endpointSwitches().count("as-given", "direct", "migration");
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      assertShows("tripmeter_pooler_hazards_total{feature=\"listen\"} 1.0");
      assertShows("tripmeter_pooler_hazards_total{feature=\"listen\"} 1.0");
    } finally {
      root.removeHandler(handler);
    }
    assertEquals(List.of(), logged);
  }

  @Test
  void roundTripsAreCountedByPoolAndKind() throws IOException {
    stats.addTrips(TripKind.QUERY, 7);
    stats.tripDuration().record(220_000_000L);
    assertShows(
        "tripmeter_round_trips_total{kind=\"query\",pool=\"orders\"} 7.0",
        "tripmeter_round_trip_duration_seconds_bucket{pool=\"orders\",le=\"0.1\"} 0",
        "tripmeter_round_trip_duration_seconds_bucket{pool=\"orders\",le=\"0.5\"} 1",
        "tripmeter_slow_queries_total 0.0",
        "tripmeter_repeated_statements_total 0.0",
        "tripmeter_over_budget_total 0.0");
  }

  @Test
  void aWarmUpIsShownAfterItHasEnded() throws IOException {
    assertFalse(scrape().contains("tripmeter_warmup"));
    telemetry.warmedUp(stats, 20, 18, 930_000_000L);
    assertShows(
        "tripmeter_warmup_requested{pool=\"orders\"} 20.0",
        "tripmeter_warmup_warmed{pool=\"orders\"} 18.0",
        "tripmeter_warmup_duration_seconds{pool=\"orders\"} 0.93");
  }

  @Test
  void versionAndModeAreOneSeriesWhateverTheyWereBefore() throws IOException {
    telemetry.runs("1.0", "apply");
    assertShows("tripmeter_info{mode=\"apply\",version=\"1.0\"} 1");
    telemetry.runs("1.0", "advise");
    assertShows("tripmeter_info{mode=\"advise\",version=\"1.0\"} 1");
    assertFalse(scrape().contains("mode=\"apply\""));
  }

  @Test
  void aVerdictIsShownAsLongAsItHolds() throws IOException {
    Pooler pooler = new Pooler(EndpointName.of("db.example.com", 6432), "auto");
    telemetry.pools().register(stats, new FixedGauges(3, 2));
    telemetry.pools().report(stats, PoolReport.of("HikariCP 6.3.0", List.of()).withPooler(pooler));
    assertShows(
        "tripmeter_pooler_info{pool=\"orders\",verdict=\"" + pooler.verdict().label() + "\"} 1");
    pooler.refusesTransactions();
    assertEquals(
        List.of("tripmeter_pooler_info{pool=\"orders\",verdict=\"statement pooler\"} 1"),
        scrape()
            .lines()
            .filter(line -> line.startsWith("tripmeter_pooler_info"))
            .toList());
  }

  @Test
  void poolsWithTheSameNameAreOneSeries() throws IOException {
    Object other = new Object();
    PoolStats twin = PoolStats.register("orders", other);
    stats.addTrips(TripKind.COMMIT, 1);
    twin.addTrips(TripKind.COMMIT, 2);
    twin.useTime().record(1_000_000_000L);
    twin.timeouts().increment();
    telemetry.pools().register(stats, new FixedGauges(3, 2));
    telemetry.pools().register(twin, new FixedGauges(3, 2));
    assertCounts(3);
    String idle =
        "db_client_connection_count{db_client_connection_pool_name=\"orders\",state=\"idle\"}";
    assertShows(idle + " 6.0");
    twin.close();
    assertCounts(3);
    assertShows(idle + " 3.0");
    stats.addTrips(TripKind.COMMIT, 1);
    assertCounts(4);
    assertTrue(PoolStats.of(other) == twin, "still held by the test");
  }

  /** What registries report does not fall while one of the pools is there. */
  private void assertCounts(int commits) throws IOException {
    String name = "{db_client_connection_pool_name=\"orders\"} ";
    assertShows(
        "tripmeter_round_trips_total{kind=\"commit\",pool=\"orders\"} " + commits + ".0",
        "db_client_connection_timeouts_total" + name + "1.0",
        "db_client_connection_use_time_seconds_count" + name + "1",
        "db_client_connection_use_time_seconds_sum" + name + "1.0");
  }

  @Test
  void aStatementsCountersDoNotFallWhenItsTableIsReset() {
    TopStatements table = new TopStatements(2000);
    telemetry.export(table, 10);
    StatementRow row = Objects.requireNonNull(table.row("select 1"));
    TestRows.execute(row, 1_000, 3, 1);
    TestRows.execute(row, 1_000, 3, 1);
    Series trips = telemetry.catalogue().series().stream()
        .filter(each -> each.name().equals("tripmeter.statement.round_trips"))
        .findFirst()
        .get();
    assertEquals(6, trips.value());
    table.reset();
    assertEquals(6, trips.value());
    TestRows.execute(row, 1_000, 3, 1);
    assertEquals(9, trips.value());
  }

  @Test
  void theSeriesOfAClosedPoolAreRemoved() throws IOException {
    telemetry.pools().register(stats, new FixedGauges(1, 0));
    telemetry.warmedUp(stats, 1, 1, 1);
    assertTrue(scrape().contains("\"orders\""));
    stats.close();
    assertFalse(scrape().contains("\"orders\""));
  }

  @Test
  void requestsAreRecordedByRoute() throws IOException {
    WorkMetrics requests = new WorkMetrics(telemetry, Configuration.ofArguments(null));
    UnitOfWork request = UnitOfWork.begin(new JdkHttpServer(), 0);
    request.setName("/api/tasks");
    requests.ended(request, 200, null, 1);
    request.setName(null);
    requests.ended(request, 404, null, 1);
    assertShows(
        "tripmeter_request_round_trips_bucket{route=\"/api/tasks\",le=\"0.0\"} 1",
        "tripmeter_request_round_trips_count{route=\"unknown\"} 1",
        "tripmeter_request_statements_count{route=\"/api/tasks\"} 1",
        "tripmeter_request_database_time_seconds_count{route=\"/api/tasks\"} 1");
  }

  @Test
  void otherUnitsOfWorkAreDistributionsByKindAndName() throws IOException {
    WorkMetrics work = new WorkMetrics(telemetry, Configuration.ofArguments(null));
    UnitOfWork unit = TestUnits.begin();
    unit.setName("com.acme.Import");
    work.ended(unit, 0, null, 1);
    assertShows(
        "tripmeter_work_round_trips_count{kind=\"test\",name=\"com.acme.Import\"} 1",
        "tripmeter_work_statements_count{kind=\"test\",name=\"com.acme.Import\"} 1",
        "tripmeter_work_database_time_seconds_count{kind=\"test\",name=\"com.acme.Import\"} 1");
  }

  @Test
  void thereAreNoMoreThan200RoutesAndOther() {
    for (int i = 0; i < 300; i++) {
      telemetry.routes().of("/route/" + i).record(TestUnits.begin(), 1);
    }
    List<WorkStats> all = telemetry.routes().all();
    assertEquals(201, all.size());
    assertEquals(100, telemetry.routes().of("/one/more").roundTrips().count());
    assertEquals(1, telemetry.routes().of("/route/7").roundTrips().count());
  }

  @Test
  void openMetricsEndsWithEof() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.scrape(out, true);
    assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("# EOF\n"));
  }

  @Test
  void jmxShowsAPoolWhileItIsOpen() throws Exception {
    telemetry.showPoolsIn(new io.tripmeter.signals.jmx.Beans(
        new io.tripmeter.signals.statements.TopStatements(2000),
        Configuration.readAndReport(null)));
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.tripmeter:type=Pool,name=\"orders\"");
    telemetry.pools().register(stats, new FixedGauges(3, 2));
    SettingChange change =
        new SettingChange("maxLifetime", "1800000", "600000", "operator's pool.max-lifetime");
    telemetry.pools().report(stats, PoolReport.of("HikariCP 6.3.0", Arrays.asList(change)));
    assertEquals(3, server.getAttribute(name, "Idle"));
    String[] settings = (String[]) server.getAttribute(name, "Settings");
    assertEquals("maxLifetime: 1800000 -> 600000 (operator's pool.max-lifetime)", settings[0]);
    stats.close();
    telemetry.pools().closed();
    assertFalse(server.isRegistered(name));
  }

  private String scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.scrape(out, false);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertShows(String... lines) throws IOException {
    String metrics = scrape();
    List<String> shown = Arrays.asList(metrics.split("\n"));
    for (String line : lines) {
      assertTrue(shown.contains(line), () -> line + " is not in\n" + metrics);
    }
  }
}

package io.tripmeter.signals.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TestRows;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.FixedGauges;
import io.tripmeter.signals.metrics.PoolReport;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.example.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Statements that the database takes long for. Each execution makes two round trips of 100 ms. */
class SlowStatementsTest {
  private static final String SQL = "SELECT * FROM orders WHERE token = 'S3cr3t'";
  private static final long LINK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String QUIET = "slow-query.output=off,log.level=off";

  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final PoolStats pool = PoolStats.register("main", this);
  private final Settings settings = Configuration.ofArguments(QUIET);
  private final Statements statements =
      new Statements(settings, telemetry, Spans.NONE, false, null);

  SlowStatementsTest() {
    telemetry.pools().register(pool, new FixedGauges(2, 0));
    pool.tripDuration().record(LINK);
  }

  @AfterEach
  void end() {
    TestUnits.onThisThread(null);
    pool.close();
    telemetry.pools().closed();
  }

  private List<Problem> current(Settings now) {
    return new Findings(
            now, telemetry, statements.seen(), statements.top(), () -> TimeUnit.HOURS.toNanos(2))
        .current();
  }

  private Problem only(Settings now) {
    List<Problem> all = current(now);
    assertEquals(1, all.size(), () -> all.stream().map(Problem::title).toList().toString());
    return all.get(0);
  }

  private void execute(String sql, PoolStats on, long millis, int times) {
    for (int i = 0; i < times; i++) {
      TestRows.execute(statements.row(sql), 1, 1, 1);
      Repository.execute(statements, sql, on, millis);
    }
  }

  private void quick(int times) {
    for (int i = 0; i < times; i++) {
      TestRows.execute(statements.row(SQL), 1, 1, 1);
    }
  }

  private static void request(String route) {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 1);
    unit.setName(route);
    TestUnits.onThisThread(unit);
  }

  @Test
  void aStatementThatTheDatabaseTakesLongForIsAProblem() {
    request("/orders");
    execute(SQL, pool, 1_000, 2);
    assertEquals(List.of(), current(settings));
    request("/items");
    execute(SQL, pool, 1_000, 2);
    Problem problem = only(settings);
    assertEquals("slow", problem.kind());
    assertEquals("A statement takes 800 ms in the database.", problem.title());
    assertEquals("800 ms in the mean, 2 times an hour", problem.number());
    assertTrue(problem.detail().contains("the link takes 200 ms"), problem.detail());
    // Four in two hours, each 300 ms over the threshold.
    assertEquals(0.6, problem.savesSecondsPerHour(), 1e-9);
    assertEquals(Severity.HIGH, problem.severity());
    assertEquals("slow-query.explain=true", problem.setting());
    assertTrue(String.valueOf(problem.where()).startsWith("org.example.Repository.execute("));
    assertEquals("/orders, /items", problem.route());
    assertEquals("main", problem.pool());
    assertNotNull(problem.sql());
    assertEquals("SELECT * FROM orders WHERE token = ?", problem.sql().text());
  }

  @Test
  void whatTheLinkTakesIsNotTheDatabases() {
    execute(SQL, pool, 699, 10);
    assertEquals(List.of(), current(settings));
    execute("SELECT 2 FROM orders", pool, 701, 10);
    assertEquals(Severity.LOW, only(settings).severity());
  }

  @Test
  void itIsNoneAnyMoreOnceMoreTimeIsAllowedOrItsPoolIsClosed() {
    execute(SQL, pool, 1_000, 3);
    assertEquals("slow", only(settings).kind());
    assertEquals(List.of(), current(Configuration.ofArguments("slow-query.threshold=800ms")));
    assertEquals(List.of(), current(Configuration.ofArguments("slow-query.threshold=0")));
    pool.close();
    telemetry.pools().closed();
    assertEquals(List.of(), current(settings));
  }

  @Test
  void executionsThatWereNotSlowAreNotHidden() {
    quick(36);
    execute(SQL, pool, 1_000, 4);
    assertEquals(
        "A statement takes 800 ms in the database, at times.", only(settings).title());
    assertEquals(
        "800 ms in the mean, 2 times an hour (of 40 executions in all pools)",
        only(settings).number());
  }

  @Test
  void aFewSlowOnesAmongManyAreNone() {
    quick(191);
    execute(SQL, pool, 1_000, 19);
    assertEquals(List.of(), current(settings));
    execute(SQL, pool, 1_000, 1);
    assertEquals("slow", only(settings).kind());
  }

  @Test
  void ofAStatementThatTheTableDoesNotKnowItTakesMany() {
    for (int i = 0; i < 19; i++) {
      Repository.execute(statements, SQL, pool, 1_000);
    }
    assertEquals(List.of(), current(settings));
    Repository.execute(statements, SQL, pool, 1_000);
    assertEquals("A statement takes 800 ms in the database.", only(settings).title());
    assertEquals("800 ms in the mean, 10 times an hour", only(settings).number());
  }

  @Test
  void whatTheTableCountsSinceAResetIsNotAllThatThereWas() {
    execute(SQL, pool, 1_000, 4);
    quick(30);
    assertEquals("slow", only(settings).kind());
    long before = System.currentTimeMillis();
    while (System.currentTimeMillis() <= before) {
      Thread.onSpinWait();
    }
    statements.top().reset();
    quick(30);
    assertEquals(List.of(), current(settings));
    execute(SQL, pool, 1_000, 16);
    assertEquals("A statement takes 800 ms in the database.", only(settings).title());
  }

  @Test
  void behindAPoolerItMayBeItsQueue() {
    Pooler pooler = new Pooler(EndpointName.of("db.example", 5432), "transaction");
    telemetry.pools().report(pool, PoolReport.of("HikariCP", List.of()).withPooler(pooler));
    execute(SQL, pool, 1_000, 3);
    Problem problem = only(settings);
    assertEquals(
        "A statement takes 800 ms in the database or the pooler before it.", problem.title());
    assertTrue(
        problem.detail().startsWith("That is waiting for one of the pooler's"), problem.detail());
    assertTrue(problem.cure().contains("SHOW POOLS"), problem.cure());
    Pooler none = new Pooler(EndpointName.of("db.example", 5432), "none");
    telemetry.pools().report(pool, PoolReport.of("HikariCP", List.of()).withPooler(none));
    assertEquals("A statement takes 800 ms in the database.", only(settings).title());
    assertTrue(!only(settings).cure().contains("SHOW POOLS"), only(settings).cure());
  }

  @Test
  void severalStatementsInOneTextAreNotCalledOne() {
    execute("SELECT a FROM t; SELECT b FROM t", pool, 1_000, 3);
    assertEquals(
        "A text of several statements takes 800 ms in the database.",
        only(settings).title());
  }

  @Test
  void whoHasThePlansIsToReadThem() {
    execute(SQL, pool, 1_000, 3);
    Problem problem = only(Configuration.ofArguments("slow-query.explain=true"));
    assertNull(problem.setting());
    assertTrue(problem.cure().startsWith("Read its plan in the log"), problem.cure());
  }

  @Test
  void whatHasNoPlanIsToBeLookedAtByHand() {
    execute("CALL settle()", pool, 1_000, 3);
    Problem problem = only(settings);
    assertNull(problem.setting());
    assertTrue(problem.cure().contains("by hand"), problem.cure());
  }

  @Test
  void onlyTheWorstAreShown() {
    for (int i = 0; i < 25; i++) {
      execute("SELECT * FROM t" + (char) ('a' + i), pool, 1_000 + i, 3);
    }
    List<Problem> all = current(settings);
    assertEquals(20, all.size());
    assertEquals("A statement takes 824 ms in the database.", all.get(0).title());
  }
}

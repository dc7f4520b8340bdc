package io.tripmeter.signals.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.StatementCalls;
import io.tripmeter.boot.TestTrips;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.TripKind;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.TestSwitches;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.ExceededBudget;
import io.tripmeter.signals.metrics.FixedGauges;
import io.tripmeter.signals.metrics.ReplicaGauges;
import io.tripmeter.signals.metrics.SeenHazards;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.TransportFlaw;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WorkMetrics;
import io.tripmeter.signals.slowquery.OwnConnections;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.example.OrderLines;
import org.example.Repository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final long LINK = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String SQL = "SELECT * FROM items WHERE token = 'S3cr3t'";

  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final Object pool = new Object();
  private final PoolStats stats = PoolStats.register("main", pool);
  private final PoolStats aside = PoolStats.unseen("aside", this);
  private final TestTrips trips = TestTrips.withoutLink(aside);
  private final FixedGauges gauges = new FixedGauges(2, 0, 0, 5);
  private final Settings settings =
      Configuration.ofArguments("slow-query.output=off,log.level=off,request.budget=100");
  private final Statements statements =
      new Statements(settings, telemetry, Spans.NONE, false, new PoolsAsExecutors());
  private final WorkMetrics metrics = new WorkMetrics(telemetry, settings);
  private long step = 1;
  private long observed = 2 * 60 * MINUTE;

  FindingsTest() {
    gauges.max = 10;
    telemetry.pools().register(stats, gauges);
    StatementCalls.watch(-1, Integer.MAX_VALUE - 1);
  }

  @AfterEach
  void end() {
    TestUnits.onThisThread(null);
    StatementCalls.watch(-1, 0);
    stats.close();
    telemetry.pools().closed();
  }

  private List<Problem> current() {
    return currentWith(settings);
  }

  private List<Problem> currentWith(Settings other) {
    return new Findings(other, telemetry, statements.seen(), statements.top(), () -> observed)
        .current();
  }

  private Problem only() {
    List<Problem> all = current();
    assertEquals(1, all.size(), () -> all.stream().map(Problem::title).toList().toString());
    return all.get(0);
  }

  private static UnitOfWork begin() {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 1);
    unit.setOperation("GET");
    unit.setName("/orders");
    TestUnits.onThisThread(unit);
    return unit;
  }

  private void end(UnitOfWork unit) {
    TestUnits.onThisThread(null);
    unit.close();
    metrics.ended(unit, 200, null, SECOND);
    unit.release();
  }

  /** Eleven times, of which the fifth makes it an N+1. */
  private void repeat(UnitOfWork unit) {
    repeatOn(stats, unit);
  }

  private void repeatOn(PoolStats executor, UnitOfWork unit) {
    for (int i = 0; i < 11; i++) {
      trips.execute(SQL);
    }
    Repository.repeat(statements, executor, unit, SQL, 4, 5);
  }

  private void link(long nanos) {
    stats.tripDuration().record(nanos);
    aside.tripDuration().record(nanos);
  }

  /** A query executor is its pool. */
  private static final class PoolsAsExecutors implements OwnConnections {
    @Override
    public @Nullable Connection openAside(PoolStats pool) {
      return null;
    }

    @Override
    public PoolStats poolOf(Object executor) {
      return executor instanceof PoolStats ? (PoolStats) executor : PoolStats.NONE;
    }

    @Override
    public int serverProcess(Object executor) {
      return 0;
    }
  }

  @Test
  void anApplicationWithoutProblemsHasNone() {
    link(LINK);
    UnitOfWork unit = begin();
    trips.execute("SELECT 1");
    end(unit);
    assertEquals(List.of(), current());
  }

  @Test
  void aRepeatedStatementSavesAllRoundTripsButTheFirst() {
    link(LINK);
    for (int i = 0; i < 30; i++) {
      UnitOfWork unit = begin();
      repeat(unit);
      end(unit);
    }
    Problem problem = only();
    assertEquals("repeated", problem.kind());
    assertEquals(Severity.HIGH, problem.severity());
    // 30 requests in two hours, each with ten too many of 200 ms.
    assertEquals(30, problem.savesSecondsPerHour(), 1e-9);
    assertEquals("10 avoidable round trips a request, 15 times an hour", problem.number());
    assertEquals("/orders", problem.route());
    assertTrue(String.valueOf(problem.where()).startsWith("org.example.Repository.repeat("));
    assertNotNull(problem.sql());
    assertEquals("SELECT * FROM items WHERE token = ?", problem.sql().text());
    assertTrue(problem.title().contains(" 11 times"), problem.title());
  }

  @Test
  void inTheFirstHourNothingIsExtrapolated() {
    observed = 6 * MINUTE;
    link(LINK);
    UnitOfWork unit = begin();
    repeat(unit);
    end(unit);
    assertEquals(2, only().savesSecondsPerHour(), 1e-9);
    assertEquals("10 avoidable round trips a request, once in 6 minutes", only().number());
  }

  @Test
  void noTimeIsClaimedBeforeTheLinkWasMeasured() {
    UnitOfWork unit = begin();
    repeat(unit);
    end(unit);
    assertTrue(Double.isNaN(only().savesSecondsPerHour()));
  }

  @Test
  void aRepeatedStatementIsPricedByThePoolThatExecutesIt() {
    link(LINK);
    PoolStats near = pool("near", LINK / 100);
    UnitOfWork unit = begin();
    repeatOn(near, unit);
    end(unit);
    assertEquals(10 * 0.002 / 2, only().savesSecondsPerHour(), 1e-9);
    near.close();
  }

  @Test
  void ofPoolsThatExecuteItTheFasterCounts() {
    link(LINK);
    PoolStats near = pool("near", LINK / 100);
    for (PoolStats each : List.of(stats, near, stats)) {
      UnitOfWork unit = begin();
      repeatOn(each, unit);
      end(unit);
    }
    assertEquals(3 * 10 * 0.002 / 2, only().savesSecondsPerHour(), 1e-9);
    near.close();
  }

  @Test
  void aRouteThatUsesPoolsOfDifferentLinksHasTheirMean() {
    stats.tripDuration().record(LINK);
    PoolStats near = pool("near", 1);
    UnitOfWork unit = begin();
    TestTrips.withoutLink(stats).make(TripKind.VALIDATE, 2);
    TestTrips.withoutLink(near).make(TripKind.VALIDATE, 2);
    end(unit);
    assertEquals(4 * 0.1 / 2, only().savesSecondsPerHour(), 1e-8);
    assertTrue(
        only().detail().contains("takes 100 ms on the link in the mean"), only().detail());
    near.close();
  }

  @Test
  void aRouteOfTheFastestPoolAloneHasItsLinkAtLeast() {
    link(1);
    UnitOfWork unit = begin();
    trips.make(TripKind.VALIDATE, 3);
    end(unit);
    assertTrue(only().detail().contains(" on the link at least,"), only().detail());
  }

  @Test
  void aRequestWithAConnectionOfNoPoolMakesThoseOfThePoolNoCheaper() {
    link(LINK);
    PoolStats.NONE.tripDuration().record(1);
    UnitOfWork unit = begin();
    trips.make(TripKind.VALIDATE, 4);
    end(unit);
    unit = begin();
    trips.make(TripKind.VALIDATE, 4);
    TestTrips.withoutLink(PoolStats.NONE).make(TripKind.QUERY, 1);
    end(unit);
    assertTrue(
        only().detail().contains("takes 200 ms on the link at least"), only().detail());
  }

  @Test
  void aRouteThatUsesNoPoolIsNotPricedByThePools() {
    link(LINK);
    PoolStats unmanaged = PoolStats.register("unmanaged", this);
    TestTrips outside = TestTrips.withoutLink(unmanaged);
    unmanaged.tripDuration().record(3 * LINK);
    UnitOfWork unit = begin();
    outside.make(TripKind.VALIDATE, 3);
    end(unit);
    assertEquals(3 * 0.6 / 2, only().savesSecondsPerHour(), 1e-9);
    unmanaged.tripDuration().record(LINK / 100);
    unit = begin();
    outside.make(TripKind.VALIDATE, 99);
    end(unit);
    assertEquals((3 * 0.6 + 99 * 0.002) / 2, only().savesSecondsPerHour(), 1e-9);
    unmanaged.close();
  }

  private PoolStats pool(String name, long link) {
    PoolStats added = PoolStats.register(name, this);
    telemetry.pools().register(added, gauges);
    added.tripDuration().record(link);
    return added;
  }

  @Test
  void aLineThatManyPassIsShownWithThoseThatCallIt() {
    link(LINK);
    UnitOfWork unit = begin();
    for (int i = 0; i < 11; i++) {
      trips.execute(SQL);
    }
    OrderLines.show(statements, unit, SQL);
    end(unit);
    assertTrue(String.valueOf(only().where()).startsWith("org.example.Repository.elsewhere("));
    assertTrue(
        only()
            .callers()
            .toString()
            .matches("\\[org\\.example\\.OrderLines\\.load\\(OrderLines\\.java:\\d+\\),"
                + " org\\.example\\.OrderLines\\.show\\(OrderLines\\.java:\\d+\\)]"),
        only().callers().toString());
  }

  @Test
  void whereNothingIsSetTheCureIsToRemoveThatMode() {
    link(LINK);
    UnitOfWork unit = begin();
    trips.make(TripKind.VALIDATE, 3);
    end(unit);
    full();
    telemetry.pools().waited(stats, 30 * SECOND, true);
    for (Problem problem : current()) {
      assertFalse(problem.cure().contains("mode=advise"), problem.cure());
    }
    List<Problem> advised = currentWith(Configuration.ofArguments("mode=advise"));
    assertEquals(
        List.of("pool-small", "avoidable"), advised.stream().map(Problem::kind).toList());
    for (Problem problem : advised) {
      assertTrue(problem.cure().contains("Remove mode=advise"), problem.cure());
      assertFalse(problem.cure().contains("pool.validation=auto"), problem.cure());
    }
  }

  @Test
  void aStatementThatIsRepeatedBelowTheThresholdIsNone() {
    link(LINK);
    UnitOfWork unit = begin();
    Repository.repeat(statements, unit, SQL, 1, 4);
    end(unit);
    assertEquals(List.of(), current());
  }

  @Test
  void avoidableRoundTripsAreFoundByRouteAndReason() {
    link(LINK);
    for (int i = 0; i < 4; i++) {
      UnitOfWork unit = begin();
      trips.make(TripKind.VALIDATE, 1);
      trips.execute("SELECT 1");
      end(unit);
    }
    Problem problem = only();
    assertEquals("avoidable", problem.kind());
    assertEquals("avoidable validation /orders", problem.id());
    assertEquals("/orders", problem.route());
    assertEquals("1 round trips a request (validation), 2 times an hour", problem.number());
    assertEquals(4 * 0.2 / 2, problem.savesSecondsPerHour(), 1e-9);
    assertNull(problem.setting());
  }

  @Test
  void borrowersThatWaitForAFullPoolNeedALargerOne() {
    full();
    telemetry.pools().waited(stats, 30 * SECOND, true);
    telemetry.pools().waited(stats, 6 * SECOND, false);

    Problem problem = only();
    assertEquals("pool-small", problem.kind());
    assertEquals(Severity.HIGH, problem.severity());
    assertEquals("pool.max-size=5", problem.setting());
    assertEquals(18, problem.savesSecondsPerHour(), 1e-9);
    assertEquals(
        "waits: once an hour; borrows that ended without a connection: 1", problem.number());

    gauges.max = 5;
    assertEquals(List.of(), current(), "it was enlarged");
  }

  /** Two in use, and three waiting. */
  private void full() {
    gauges.max = 2;
    gauges.used = 2;
    gauges.idle = 0;
    gauges.pending = 3;
  }

  @Test
  void aFewShortWaitsAreNoProblem() {
    full();
    for (int i = 0; i < 9; i++) {
      telemetry.pools().waited(stats, SECOND, false);
    }
    assertEquals(List.of(), current());
    telemetry.pools().waited(stats, SECOND, false);
    assertEquals(Severity.MEDIUM, only().severity());
  }

  @Test
  void waitsForAPoolThatIsBeingFilledAreNotForOthers() {
    gauges.max = 10;
    gauges.used = 1;
    gauges.idle = 0;
    for (int i = 0; i < 20; i++) {
      telemetry.pools().waited(stats, SECOND, true);
    }
    assertEquals(List.of(), current());
  }

  @Test
  void aPoolOfWhichFewConnectionsWereEverInUseIsTooLarge() {
    gauges.max = 40;
    gauges.used = 2;
    gauges.idle = 38;
    stats.useTime().record(60 * MINUTE);
    samples(59);
    assertEquals(List.of(), current());
    samples(1);
    Problem problem = only();
    assertEquals("pool-large", problem.kind());
    assertEquals("pool.max-size=5", problem.setting());
    assertEquals(
        "40 open; at most 2 in use in 60 samples of the last 10 minutes, 0.50 in the mean since the start",
        problem.number());
    observed = 59 * MINUTE;
    assertEquals(List.of(), current(), "too early to tell");
    observed = 60 * MINUTE;
    gauges.used = 13;
    samples(1);
    assertEquals(List.of(), current());
  }

  private void samples(int count) {
    for (int i = 0; i < count; i++) {
      telemetry.pools().open().stream()
          .filter(WatchedPool::isMeasured)
          .forEach(each -> each.sample(step));
      step++;
    }
  }

  @Test
  void anExceededBudgetIsAProblemUntilItFits() {
    telemetry
        .exceededBudgets()
        .put("db:5432", new ExceededBudget("db:5432", 12, 240, 97, "main 8"));
    Problem problem = only();
    assertEquals("budget", problem.kind());
    assertEquals("they may open 240 connections, there are 97", problem.number());
    assertEquals("Make the pools smaller: main 8 fit.", problem.cure());
    telemetry.exceededBudgets().clear();
    assertEquals(List.of(), current());
  }

  @Test
  void aStatementThatThePoolerBreaksIsFoundWithItsLine() {
    telemetry
        .hazards()
        .add(new SeenHazards.Hazard(
            "listen",
            "notifications go elsewhere",
            "a direct connection",
            "main",
            SqlText.of("LISTEN orders", 100),
            "com.example.Feed.start(Feed.java:7)"));
    Problem problem = only();
    assertEquals("hazard", problem.kind());
    assertEquals("com.example.Feed.start(Feed.java:7)", problem.where());
    assertEquals("Use a direct connection.", problem.cure());
  }

  @Test
  void aRouteOverItsBudgetIsFound() {
    UnitOfWork within = begin();
    trips.make(TripKind.QUERY, 100);
    end(within);
    assertEquals(List.of(), current());
    UnitOfWork over = begin();
    trips.make(TripKind.QUERY, 101);
    end(over);
    Problem problem = only();
    assertEquals("over-budget", problem.kind());
    assertEquals("/orders", problem.route());
    assertEquals("1 of 2 requests, once an hour", problem.number());
    assertTrue(Double.isNaN(problem.savesSecondsPerHour()));
  }

  @Test
  void anIncompleteWarmUpIsAProblemUntilThePoolIsFull() {
    gauges.idle = 3;
    telemetry.warmedUp(stats, 5, 3, SECOND);
    Problem problem = only();
    assertEquals("warm-up", problem.kind());
    assertEquals("3 of 5 connections warmed up, 3 open now", problem.number());
    gauges.idle = 5;
    assertEquals(List.of(), current());
  }

  @Test
  void aReplicaThatIsLeftOutIsAProblemWhileItIs() {
    Replica replica = new Replica();
    telemetry.replicas().add(replica);
    assertEquals("replica", only().kind());
    assertTrue(only().number().startsWith("lag 12.5 s; "), only().number());
    replica.used = true;
    assertEquals(List.of(), current());
  }

  @Test
  void anEndpointThatIsAwayIsAProblemUntilItIsBack() {
    TestSwitches.leave(telemetry.counters().endpointSwitches(), "db:5433", "db:6432");
    Problem problem = only();
    assertEquals("failed-over", problem.kind());
    assertEquals("The endpoint db:5433 cannot be reached.", problem.title());
    assertEquals("New connections of pool main go to db:6432 instead.", problem.detail());
    TestSwitches.comeBack(telemetry.counters().endpointSwitches(), "db:5433");
    assertEquals(List.of(), current());
  }

  @Test
  void aConnectionInPlainTextIsAProblemUntilTheNextIsEncrypted() {
    telemetry
        .pools()
        .opened(stats, new TransportFlaw("db:5432", false, "it is not encrypted", "ssl=on"));
    Problem problem = only();
    assertEquals("plain-text", problem.kind());
    assertEquals(Severity.HIGH, problem.severity());
    assertEquals("ssl=on", problem.cure());
    telemetry.pools().opened(stats, null);
    assertEquals(List.of(), current());
  }

  @Test
  void missingTimeoutsAreSuggestedAfterSomeTime() {
    // The pool's, through a stream of its own.
    new TestTrips(stats).execute("SELECT pg_sleep(1)");
    observed = 9 * MINUTE;
    assertEquals(List.of(), current());
    observed = 10 * MINUTE;
    Problem problem = only();
    assertEquals("timeouts", problem.kind());
    assertTrue(
        String.valueOf(problem.setting()).startsWith("session.statement-timeout="),
        problem.setting());
    Settings asked = Configuration.ofArguments("session.lock-timeout=5s");
    assertEquals(List.of(), currentWith(asked));
  }

  @Test
  void whatAPoolAsksWhenItIsCreatedIsNoProblem() {
    link(LINK);
    UnitOfWork unit = begin();
    trips.make(TripKind.VALIDATE, 2);
    end(unit);
    assertEquals(List.of(), current());
    unit = begin();
    trips.make(TripKind.VALIDATE, 1);
    end(unit);
    assertEquals("avoidable", only().kind());
  }

  @Test
  void whatSavesMostComesFirstThenWhatIsWorst() {
    link(LINK);
    UnitOfWork unit = begin();
    trips.make(TripKind.VALIDATE, 3);
    repeat(unit);
    trips.make(TripKind.QUERY, 100);
    end(unit);
    telemetry.pools().opened(stats, new TransportFlaw("db:5432", false, "why", "ssl=on"));
    assertEquals(
        List.of("repeated", "avoidable", "plain-text", "over-budget"),
        current().stream().map(Problem::kind).toList());
  }

  private static final class Replica implements ReplicaGauges {
    boolean used;

    @Override
    public String poolName() {
      return "main";
    }

    @Override
    public boolean isUsed() {
      return used;
    }

    @Override
    public double lagSeconds() {
      return 12.5;
    }

    @Override
    public long reads(boolean fromReplica) {
      return fromReplica ? 0 : 7;
    }
  }
}

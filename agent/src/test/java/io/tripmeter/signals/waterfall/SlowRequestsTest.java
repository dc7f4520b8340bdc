package io.tripmeter.signals.waterfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TestTrips;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.TripKind;
import io.tripmeter.boot.TripTrace;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowRequestsTest {
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(600);

  private final Object pool = new Object();
  private final PoolStats stats = PoolStats.register("orders", pool);
  private final TestTrips trips = new TestTrips(stats);
  private final SlowRequests slow = requests("");

  @AfterEach
  void end() {
    TestUnits.onThisThread(null);
    stats.close();
  }

  private static SlowRequests requests(String arguments) {
    return new SlowRequests(Configuration.ofArguments(arguments), Spans.NONE, 0);
  }

  private UnitOfWork begin(String name) {
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 1);
    unit.setOperation("GET");
    unit.setName(name);
    slow.began(unit, this);
    TestUnits.onThisThread(unit);
    return unit;
  }

  private void end(UnitOfWork unit, long nanos) {
    TestUnits.onThisThread(null);
    unit.close();
    slow.ended(unit, 200, null, nanos);
    unit.release();
  }

  @Test
  void aSlowRequestHasItsRoundTripsInTheirOrder() {
    UnitOfWork unit = begin("/orders");
    TestTrips.waits(pool, 5_000_000, null);
    trips.execute("SELECT * FROM orders WHERE token = 'S3cr3t'");
    trips.make(TripKind.COMMIT, 1);
    end(unit, SLOW);

    SlowRequest request = slow.last().get(0);
    assertEquals("GET /orders", request.name());
    assertEquals(SLOW, request.nanos());
    assertEquals(2, request.roundTrips());
    assertEquals(0, request.leftOut());
    assertNull(request.traceId());
    assertEquals(List.of("wait", "query", "commit"), kinds(request));
    TripSpan wait = request.spans().get(0);
    assertTrue(wait.nanos() >= 5_000_000, wait.nanos() + " ns");
    TripSpan query = request.spans().get(1);
    assertEquals("orders", query.pool());
    SqlText sql = query.sql();
    assertNotNull(sql);
    assertEquals("SELECT * FROM orders WHERE token = ?", sql.text());
    assertNull(request.spans().get(2).sql());
    assertTrue(query.startNanos() >= 0 && query.nanos() >= 0);
  }

  /** Connections of no pool may lead to different servers: the fastest of them is not each one's link. */
  @Test
  void theLinkIsKnownOfAPoolsConnectionsAlone() {
    UnitOfWork unit = begin("/orders");
    trips.execute("SELECT 1");
    long pooled = unit.cost().linkNanos();
    new TestTrips(PoolStats.NONE).execute("SELECT 2");
    long all = unit.cost().linkNanos();
    end(unit, SLOW);

    List<TripSpan> spans = slow.last().get(0).spans();
    assertTrue(spans.get(0).linkNanos() >= 0);
    assertEquals(-1, spans.get(1).linkNanos());
    assertTrue(pooled >= 0);
    assertEquals(-1, all);
  }

  private static List<String> kinds(SlowRequest request) {
    List<String> kinds = new ArrayList<>();
    request.spans().forEach(span -> kinds.add(span.kind()));
    return kinds;
  }

  @Test
  void aBorrowWithoutAWaitIsNoSpan() {
    UnitOfWork unit = begin("/orders");
    TestTrips.waits(pool, 0, null);
    trips.execute("SELECT 1");
    end(unit, SLOW);
    assertEquals(List.of("query"), kinds(slow.last().get(0)));
  }

  @Test
  void onlySlowRequestsThatAskedForSomethingAreKept() {
    UnitOfWork fast = begin("/fast");
    trips.execute("SELECT 1");
    end(fast, SLOW / 2);
    end(begin("/idle"), SLOW);
    assertEquals(List.of(), slow.last());
  }

  @Test
  void aJobIsNoRequest() {
    UnitOfWork job = TestUnits.begin();
    slow.began(job, this);
    TestUnits.onThisThread(job);
    trips.execute("SELECT 1");
    end(job, SLOW);
    assertEquals(List.of(), slow.last());
  }

  @Test
  void nothingIsTracedWithoutAThreshold() {
    SlowRequests off = requests("slow-query.threshold=0");
    UnitOfWork unit = UnitOfWork.begin(new JdkHttpServer(), 1);
    off.began(unit, this);
    TestUnits.onThisThread(unit);
    trips.execute("SELECT 1");
    assertNull(unit.cost().trace());
    end(unit, SLOW);
    assertEquals(List.of(), off.last());
  }

  @Test
  void ofManyThatAreSlowAtOnceOneIsKept() {
    SlowRequests seldom =
        new SlowRequests(Configuration.ofArguments(""), Spans.NONE, TimeUnit.HOURS.toNanos(1));
    for (String name : List.of("/first", "/second")) {
      UnitOfWork unit = begin(name);
      trips.execute("SELECT 1");
      TestUnits.onThisThread(null);
      unit.close();
      seldom.ended(unit, 200, null, SLOW);
      unit.release();
    }
    assertEquals(1, seldom.last().size());
    assertEquals("GET /first", seldom.last().get(0).name());
  }

  /** What a data script inserts at once can be as large as the heap allows. */
  @Test
  void theTextOfAHugeStatementIsNotKept() {
    UnitOfWork unit = begin("/import");
    trips.execute("SELECT '" + "x".repeat(20_000) + "'");
    TripTrace trace = unit.cost().trace();
    assertNull(trace.text(trace.size() - 1));
    end(unit, SLOW);
  }

  @Test
  void aHundredRoundTripsAreKeptAndTheOthersCounted() {
    UnitOfWork unit = begin("/chatty");
    trips.make(TripKind.QUERY, TripTrace.MOST + 7);
    end(unit, SLOW);
    SlowRequest request = slow.last().get(0);
    assertEquals(TripTrace.MOST, request.spans().size());
    assertEquals(7, request.leftOut());
    assertEquals(TripTrace.MOST + 7, request.roundTrips());
  }

  /** The trace is used again: nothing of the request before is left in it. */
  @Test
  void aRequestHasNothingOfTheOneBefore() {
    UnitOfWork first = begin("/first");
    trips.make(TripKind.QUERY, 20);
    end(first, SLOW);
    UnitOfWork second = begin("/second");
    trips.make(TripKind.ROLLBACK, 1);
    end(second, SLOW);
    assertEquals(List.of("rollback"), kinds(slow.last().get(0)));
    assertEquals(20, slow.last().get(1).spans().size());
  }

  /** A task may still run when the request has ended. */
  @Test
  void whatComesAfterTheEndIsNotInIt() {
    UnitOfWork unit = begin("/early");
    unit.keep();
    trips.make(TripKind.QUERY, 2);
    unit.close();
    trips.make(TripKind.QUERY, 3);
    end(unit, SLOW);
    assertEquals(2, slow.last().get(0).spans().size());
    trips.make(TripKind.QUERY, 1);
    assertNull(unit.cost().trace());
  }

  @Test
  void theLastFiftyAreKeptTheNewestFirst() {
    for (int i = 0; i < 60; i++) {
      UnitOfWork unit = begin("/" + i);
      trips.make(TripKind.QUERY, 1);
      end(unit, SLOW);
    }
    assertEquals(50, slow.last().size());
    assertEquals("GET /59", slow.last().get(0).name());
    assertFalse(slow.last().stream().anyMatch(request -> request.name().equals("GET /9")));
  }
}

package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.postgres.SqlTexts;
import io.tripmeter.signals.metrics.Counters;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.grpc.GrpcServer;
import io.tripmeter.work.scheduled.ScheduledTasks;
import io.tripmeter.work.servlet.Servlets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.example.Repository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatementsTest {
  private static final String SQL = "SELECT * FROM tasks WHERE token = 'S3cr3t'";

  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final Statements statements = statements("slow-query.output=off", null);

  private Statements statements(String arguments, @Nullable Spans spans) {
    return new Statements(
        Configuration.ofArguments(arguments),
        telemetry,
        spans == null ? Spans.NONE : spans,
        spans != null,
        null);
  }

  @Test
  void aStatementAtTheThresholdIsSlow() {
    Repository.execute(statements, SQL, 500, null);
    Repository.execute(statements, SQL, 499, null);
    assertEquals(1, telemetry.counters().slowQueries().sum());
    SlowQuery query = statements.seen().slowQueries().get(0);
    assertEquals("SELECT * FROM tasks WHERE token = ?", query.sql().text());
    assertEquals(500, query.millis());
    assertTrue(
        query.caller().matches("org\\.example\\.Repository\\.execute\\(Repository\\.java:\\d+\\)"),
        query.caller());
  }

  @Test
  void theLineHasTheSqlStateInsteadOfTheMessage() {
    Repository.execute(
        statements, SQL, 600, new SQLException("Key (token)=(S3cr3t) already exists", "23505"));
    SlowQuery query = statements.seen().slowQueries().get(0);
    assertEquals("23505", query.error());
    String line = query.event().line();
    assertTrue(
        line.contains("millis=600") && line.contains("round_trips=2") && line.contains("rows=7"),
        line);
    assertFalse(line.contains("S3cr3t"), line);
  }

  @Test
  void whatTheDatabaseHasNotAnsweredIsLoggedButNotHeldAgainstIt() {
    slow(null, 0, new SQLException("I/O error", "08006"));
    slow(null, 1, new SQLException("I/O error", "08006"));
    slow(null, 0, new IllegalStateException());
    assertEquals(3, telemetry.counters().slowQueries().sum());
    assertEquals(List.of(), statements.seen().slowStatements());
    slow(null, 1, new SQLException("statement timeout", "57014"));
    assertEquals(1, statements.seen().slowStatements().get(0).executions());
  }

  @Test
  void aBatchIsNotTakenForOneSlowStatement() {
    slow(new String[] {"<['4711']>", "<['4712']>"}, 1, null);
    assertEquals(1, statements.seen().slowQueries().size());
    assertEquals(List.of(), statements.seen().slowStatements());
    slow(new String[] {"<['4711']>"}, 1, null);
    assertEquals(1, statements.seen().slowStatements().get(0).executions());
  }

  private void slow(@Nullable Object parameters, long trips, @Nullable Throwable thrown) {
    statements.executed(SQL, parameters, 600_000_000, trips, 0, thrown, PoolStats.NONE);
  }

  @Test
  void aThresholdOfZeroDisablesTheLog() {
    Repository.execute(
        statements("slow-query.threshold=0,slow-query.output=off", null), SQL, 100_000, null);
    assertEquals(0, telemetry.counters().slowQueries().sum());
  }

  @Test
  void aStatementRepeatedFromOnePlaceIsReportedOnce() {
    UnitOfWork request = TestUnits.begin();
    Repository.repeat(statements, request, SQL, 4, 40);
    assertEquals(1, telemetry.counters().repeatedStatements().sum());
    assertEquals(SQL, request.cost().repeatedText());
    assertEquals(5, request.cost().repeatedCount());
    assertTrue(String.valueOf(request.cost().repeatedCaller())
        .startsWith("org.example.Repository.repeat(Repository.java:"));
    assertEquals(
        "SELECT * FROM tasks WHERE token = ?",
        statements.seen().repeats().get(0).sql().text());
  }

  @Test
  void aStatementFromTwoPlacesIsNotReportedUntilOneOfThemRepeatsIt() {
    UnitOfWork request = TestUnits.begin();
    Repository.elsewhere(statements, request, SQL, 4);
    Repository.repeat(statements, request, SQL, 5, 8);
    assertNull(request.cost().repeatedText());
    Repository.repeat(statements, request, SQL, 9, 10);
    assertEquals(10, request.cost().repeatedCount());
  }

  @Test
  void noStackIsWalkedOnceThePlaceIsKnown() {
    CountedCallers callers = new CountedCallers();
    Repeats repeats =
        new Repeats(5, new SqlTexts(100), callers, new SeenStatements(), counters(), Spans.NONE);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertEquals(5, repeatedIn(repeats, "/tasks"), "request " + i);
    }
    long checks = (System.nanoTime() - start) / KnownPlace.TRUSTED_NANOS;
    assertTrue(callers.walks <= 2 + 2 * checks, callers.walks + " walks");
    assertEquals(100, counters().repeatedStatements().sum());
  }

  @Test
  void aPlaceIsKnownPerRoute() {
    CountedCallers callers = new CountedCallers();
    Repeats repeats =
        new Repeats(5, new SqlTexts(100), callers, new SeenStatements(), counters(), Spans.NONE);
    repeatedIn(repeats, "/tasks");
    callers.place = new StackTraceElement("org.example.Orders", "list", "Orders.java", 7);
    UnitOfWork request = request("/orders");
    repeat(repeats, request);
    assertEquals("org.example.Orders.list(Orders.java:7)", request.cost().repeatedCaller());
  }

  @Test
  void jobsOfOneNameAreNotTakenForTheSame() {
    CountedCallers callers = new CountedCallers();
    Repeats repeats =
        new Repeats(5, new SqlTexts(100), callers, new SeenStatements(), counters(), Spans.NONE);
    UnitOfWork.Kind kind = new ScheduledTasks(List.of());
    repeat(repeats, named(kind, "org.example.Wrapper"));
    callers.place = new StackTraceElement("org.example.Orders", "bill", "Orders.java", 9);
    UnitOfWork other = named(kind, "org.example.Wrapper");
    repeat(repeats, other);
    assertEquals("org.example.Orders.bill(Orders.java:9)", other.cost().repeatedCaller());
  }

  @Test
  void aJobThatAsksNowAndThenRepeatsNothing() {
    UnitOfWork.Kind job = new ScheduledTasks(List.of());
    UnitOfWork.Kind request = new Servlets();
    long second = TimeUnit.SECONDS.toNanos(1);
    assertTrue(Repeats.isLoop(job, second - 1));
    assertFalse(Repeats.isLoop(job, second));
    assertTrue(Repeats.isLoop(request, second));
  }

  @Test
  void aStreamThatAsksNowAndThenRepeatsNothing() {
    long second = TimeUnit.SECONDS.toNanos(1);
    assertTrue(Repeats.isLoop(new GrpcServer(), second - 1));
    assertFalse(Repeats.isLoop(new GrpcServer(), second));
  }

  @Test
  void callsOfGrpcWalkNoStackEitherOnceThePlaceIsKnown() {
    CountedCallers callers = new CountedCallers();
    Repeats repeats =
        new Repeats(5, new SqlTexts(100), callers, new SeenStatements(), counters(), Spans.NONE);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      UnitOfWork call = named(new GrpcServer(), "shop.Orders/Get");
      repeat(repeats, call);
      assertEquals(5, call.cost().repeatedCount(), "call " + i);
    }
    long checks = (System.nanoTime() - start) / KnownPlace.TRUSTED_NANOS;
    assertTrue(callers.walks <= 2 + 2 * checks, callers.walks + " walks");
  }

  @Test
  void theRequestHasTheStatementThatRepeatsMost() {
    UnitOfWork request = TestUnits.begin();
    Repository.repeat(statements, request, SQL, 4, 6);
    Repository.repeat(statements, request, "SELECT 2", 4, 5);
    request.cost().markRepeated("SELECT 2", 20, "there", null);
    assertEquals("SELECT 2", request.cost().repeatedText());
    assertEquals(20, request.cost().repeatedCount());
  }

  private Counters counters() {
    return telemetry.counters();
  }

  private static int repeatedIn(Repeats repeats, String route) {
    UnitOfWork request = request(route);
    repeat(repeats, request);
    return request.cost().repeatedCount();
  }

  private static void repeat(Repeats repeats, UnitOfWork request) {
    for (int count = 1; count <= 5; count++) {
      repeats.look(request, SQL, count);
    }
  }

  private static UnitOfWork request(String route) {
    return named(new Servlets(), route);
  }

  private static UnitOfWork named(UnitOfWork.Kind kind, String name) {
    UnitOfWork unit = UnitOfWork.begin(kind, 0);
    unit.setName(name);
    return unit;
  }

  /** Counts the walks of the stack. */
  private static final class CountedCallers extends Callers {
    private StackTraceElement place =
        new StackTraceElement("org.example.Tasks", "list", "Tasks.java", 42);
    private int walks;

    @Override
    StackTraceElement find() {
      walks++;
      return place;
    }

    @Override
    List<StackTraceElement> outer() {
      return List.of();
    }
  }

  @Test
  void thePlaceOfOneRequestIsNotUsedForAnother() {
    UnitOfWork first = TestUnits.begin();
    Repository.repeat(statements, first, SQL, 4, 4);
    first.release();
    UnitOfWork second = TestUnits.begin();
    Repository.repeat(statements, second, SQL, 5, 5);
    assertNull(second.cost().repeatedText());
  }

  @Test
  void bindValuesAreNotShownByDefault() {
    Object parameters = new Object() {
      @Override
      public String toString() {
        throw new AssertionError("turned to text");
      }
    };
    Repository.execute(statements, "SELECT * FROM tasks WHERE id = $1", parameters);
    String line = statements.seen().slowQueries().get(0).event().line();
    assertFalse(line.contains("bind_values"), line);
  }

  @Test
  void bindValuesAreInTheLineIfConfigured() {
    Statements asked = statements("slow-query.output=off,slow-query.bind-values=true", null);
    Repository.execute(asked, "SELECT * FROM tasks WHERE id = $1", "<['4711']>");
    String line = asked.seen().slowQueries().get(0).event().line();
    assertTrue(line.contains("bind_values=<['4711']>"), line);
  }

  @Test
  void bindValuesOfABatchAreCut() {
    Statements asked = statements(
        "slow-query.output=off,slow-query.bind-values=true,slow-query.max-length=100", null);
    String[] lists = new String[1_000];
    Arrays.fill(lists, "<['4711']>");
    Repository.execute(asked, "INSERT INTO tasks VALUES ($1)", lists);
    String shown = asked.seen().slowQueries().get(0).bindValues;
    assertTrue(shown.startsWith("<['4711']> <['4711']>") && shown.length() == 100, shown);
  }

  @Test
  void theObserverIsNotifiedOfEveryStatement() {
    List<String> texts = new ArrayList<>();
    Spans observer = spans(texts::add);
    Repository.execute(statements("slow-query.output=off,spans=statement", observer), SQL, 1, null);
    assertEquals(List.of(SQL), texts);
    assertEquals(0, telemetry.counters().slowQueries().sum());
  }

  @Test
  void anObserverThatThrowsAffectsNeitherTheApplicationNorTheLog() {
    Spans observer = spans(text -> {
      throw new IllegalStateException("broken");
    });
    Statements watched = statements("slow-query.output=off", observer);
    Repository.execute(watched, SQL, 600, null);
    assertEquals(1, watched.seen().slowQueries().size());
    assertEquals(1, telemetry.counters().slowQueries().sum());
  }

  @Test
  void aFailureToReadTheTraceLeavesItOutOfTheLine() {
    Spans broken = new Spans() {
      @Override
      public String traceId(UnitOfWork unit) {
        throw new IllegalStateException("broken");
      }
    };
    Statements watched = new Statements(
        Configuration.ofArguments("slow-query.output=off"), telemetry, broken, false, null);
    TestUnits.onThisThread(TestUnits.begin());
    try {
      Repository.execute(watched, SQL, 600, new SQLException("secret", "23505"));
    } finally {
      TestUnits.onThisThread(null);
    }
    SlowQuery query = watched.seen().slowQueries().get(0);
    assertEquals("23505", query.error());
    assertTrue(query.caller().startsWith("org.example.Repository."), query.caller());
  }

  private static Spans spans(Consumer<String> texts) {
    return new Spans() {
      @Override
      public void executed(
          String text,
          long nanos,
          long trips,
          long rows,
          @Nullable Throwable thrown,
          PoolStats pool) {
        texts.accept(text);
      }
    };
  }
}

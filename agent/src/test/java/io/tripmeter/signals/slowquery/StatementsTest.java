package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.config.Configuration;
import io.tripmeter.postgres.SqlTexts;
import io.tripmeter.signals.metrics.Counters;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.example.Repository;
import org.junit.jupiter.api.Test;

class StatementsTest {
  private static final String SQL = "SELECT * FROM tasks WHERE token = 'S3cr3t'";

  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final Statements statements = statements("slow-query.output=off", null);

  private Statements statements(String arguments, StatementObserver observer) {
    return new Statements(
        Configuration.ofArguments(arguments), telemetry, TraceIds.NONE, observer, null);
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
  void theLineHasTheServersCodeAndNotItsMessage() {
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
  void aThresholdOfZeroMeansNoneIsSlow() {
    Repository.execute(
        statements("slow-query.threshold=0,slow-query.output=off", null), SQL, 100_000, null);
    assertEquals(0, telemetry.counters().slowQueries().sum());
  }

  @Test
  void aStatementRepeatedFromOnePlaceIsReportedOnce() {
    RequestCounters request = RequestCounters.begin(0);
    Repository.repeat(statements, request, SQL, 4, 40);
    assertEquals(1, telemetry.counters().repeatedStatements().sum());
    assertEquals(SQL, request.repeatedText());
    assertEquals(5, request.repeatedCount());
    assertTrue(String.valueOf(request.repeatedCaller())
        .startsWith("org.example.Repository.repeat(Repository.java:"));
    assertEquals(
        "SELECT * FROM tasks WHERE token = ?",
        statements.seen().repeats().get(0).sql().text());
  }

  @Test
  void aStatementFromTwoPlacesIsNotReportedUntilOneOfThemRepeatsIt() {
    RequestCounters request = RequestCounters.begin(0);
    Repository.elsewhere(statements, request, SQL, 4);
    Repository.repeat(statements, request, SQL, 5, 8);
    assertNull(request.repeatedText());
    Repository.repeat(statements, request, SQL, 9, 10);
    assertEquals(10, request.repeatedCount());
  }

  @Test
  void onceThePlaceIsKnownNoStackIsWalked() {
    CountedCallers callers = new CountedCallers();
    Repeats repeats = new Repeats(5, new SqlTexts(100), callers, new SeenStatements(), counters());
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertEquals(5, repeatedIn(repeats, "/tasks"), "request " + i);
    }
    long checks = (System.nanoTime() - start) / KnownPlace.TRUSTED_NANOS;
    assertTrue(callers.walks <= 2 + 2 * checks, callers.walks + " walks");
    assertEquals(100, counters().repeatedStatements().sum());
  }

  @Test
  void aPlaceIsThatOfItsRoute() {
    CountedCallers callers = new CountedCallers();
    Repeats repeats = new Repeats(5, new SqlTexts(100), callers, new SeenStatements(), counters());
    repeatedIn(repeats, "/tasks");
    callers.place = new StackTraceElement("org.example.Orders", "list", "Orders.java", 7);
    RequestCounters request = request("/orders");
    repeat(repeats, request);
    assertEquals("org.example.Orders.list(Orders.java:7)", request.repeatedCaller());
  }

  @Test
  void theStatementThatRepeatsMostIsTheRequests() {
    RequestCounters request = RequestCounters.begin(0);
    Repository.repeat(statements, request, SQL, 4, 6);
    Repository.repeat(statements, request, "SELECT 2", 4, 5);
    request.markRepeated("SELECT 2", 20, "there");
    assertEquals("SELECT 2", request.repeatedText());
    assertEquals(20, request.repeatedCount());
  }

  private Counters counters() {
    return telemetry.counters();
  }

  private static int repeatedIn(Repeats repeats, String route) {
    RequestCounters request = request(route);
    repeat(repeats, request);
    return request.repeatedCount();
  }

  private static void repeat(Repeats repeats, RequestCounters request) {
    for (int count = 1; count <= 5; count++) {
      repeats.look(request, SQL, count);
    }
  }

  private static RequestCounters request(String route) {
    RequestCounters request = RequestCounters.begin(0);
    request.setRoute(route);
    return request;
  }

  /** Counts how often a stack was asked for. */
  private static final class CountedCallers extends Callers {
    private StackTraceElement place =
        new StackTraceElement("org.example.Tasks", "list", "Tasks.java", 42);
    private int walks;

    @Override
    StackTraceElement find() {
      walks++;
      return place;
    }
  }

  @Test
  void thePlaceOfOneRequestIsNotTakenForAnothers() {
    RequestCounters first = RequestCounters.begin(0);
    Repository.repeat(statements, first, SQL, 4, 4);
    first.release();
    RequestCounters second = RequestCounters.begin(0);
    Repository.repeat(statements, second, SQL, 5, 5);
    assertNull(second.repeatedText());
  }

  @Test
  void bindValuesAreShownNowhereUnlessAskedFor() {
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
  void bindValuesAreInTheLineWhereAskedFor() {
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
  void anObserverSeesEveryStatement() {
    List<String> texts = new ArrayList<>();
    StatementObserver observer = (text, nanos, trips, rows, thrown, pool) -> texts.add(text);
    Repository.execute(statements("slow-query.output=off,spans=statement", observer), SQL, 1, null);
    assertEquals(List.of(SQL), texts);
    assertEquals(0, telemetry.counters().slowQueries().sum());
  }

  @Test
  void anObserverThatThrowsHurtsNobodyAndTakesNothingFromTheOthers() {
    StatementObserver observer = (text, nanos, trips, rows, thrown, pool) -> {
      throw new IllegalStateException("broken");
    };
    Statements watched = statements("slow-query.output=off", observer);
    Repository.execute(watched, SQL, 600, null);
    assertEquals(1, watched.seen().slowQueries().size());
    assertEquals(1, telemetry.counters().slowQueries().sum());
  }

  @Test
  void aTraceThatCannotBeToldLeavesTheLineWithoutIt() {
    TraceIds broken = new TraceIds() {
      @Override
      public String traceId() {
        throw new IllegalStateException("broken");
      }

      @Override
      public String spanId() {
        throw new IllegalStateException("broken");
      }
    };
    Statements watched = new Statements(
        Configuration.ofArguments("slow-query.output=off"), telemetry, broken, null, null);
    Repository.execute(watched, SQL, 600, new SQLException("secret", "23505"));
    SlowQuery query = watched.seen().slowQueries().get(0);
    assertEquals("23505", query.error());
    assertTrue(query.caller().startsWith("org.example.Repository."), query.caller());
  }
}

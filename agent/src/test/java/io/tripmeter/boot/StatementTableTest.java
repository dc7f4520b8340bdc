package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.statements.Order;
import io.tripmeter.signals.statements.RankedStatement;
import io.tripmeter.signals.statements.StatementReport;
import io.tripmeter.signals.statements.TopStatements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of statements: bounded, without a lock, and every execution is somewhere in it. */
class StatementTableTest {
  private static final long MILLI = 1_000_000;

  private DriverHooks.Statements before = new NoStatements();
  private TopStatements top = new TopStatements(100);

  @BeforeEach
  void install() {
    DriverHooks.Statements installed = DriverHooks.statements();
    before = installed == null ? before : installed;
    Statements statements = new Statements(
        Configuration.ofArguments("slow-query.output=off"),
        new Telemetry(Runnable::run),
        Spans.NONE,
        false,
        null);
    DriverHooks.set(statements);
    top = statements.top();
  }

  @AfterEach
  void putBack() {
    DriverHooks.set(before);
  }

  private void execute(String text, long nanos) {
    top.table().add(text, nanos, 2, 3);
  }

  private List<String> texts(Order order) {
    List<String> texts = new ArrayList<>();
    for (RankedStatement each : top.report(order, 10).statements()) {
      texts.add(each.sql().text());
    }
    return texts;
  }

  @Test
  void eachOrderPutsItsOwnFirst() {
    for (int i = 0; i < 100; i++) {
      execute("select often", MILLI);
    }
    execute("select long", 90 * MILLI);
    top.table().add("select trips", MILLI, 1000, 0);
    top.table().add("select rows", MILLI, 1, 1000);
    assertEquals("select often", texts(Order.TOTAL).get(0));
    assertEquals("select often", texts(Order.CALLS).get(0));
    assertEquals("select trips", texts(Order.TRIPS).get(0));
    assertEquals("select rows", texts(Order.ROWS).get(0));
    assertEquals("select long", texts(Order.MEAN).get(0));
    assertEquals("select long", texts(Order.P95).get(0));
  }

  @Test
  void textsThatDifferInValuesAreOneStatement() {
    execute("select 1 where a = 'x'", MILLI);
    execute("SELECT  2 where a = 'y'", MILLI);
    assertEquals(1, top.report(Order.TOTAL, 10).known());
    assertEquals(2, top.report(Order.TOTAL, 10).statements().get(0).cost().calls());
  }

  @Test
  void p95IsAtMostAQuarterTooLong() {
    for (int i = 1; i <= 1000; i++) {
      execute("select spread", i * MILLI);
    }
    double p95 = top.report(Order.P95, 1).statements().get(0).cost().p95Nanos();
    assertTrue(p95 >= 950 * MILLI && p95 <= 1.25 * 950 * MILLI, "" + p95);
  }

  @Test
  void whatIsShortestAndLongestHasABucket() {
    execute("select shortest", 0);
    execute("select longest", Long.MAX_VALUE / 2);
    assertEquals(2, top.report(Order.TOTAL, 10).total().calls());
  }

  /** Far more statements than rows, from eight threads. The heavy one comes late. */
  @Test
  void theHeavyOneIsThereAndNoExecutionIsLost() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String name = "select c" + (char) ('a' + t);
      threads.add(new Thread(() -> {
        for (int i = 0; i < 5_000; i++) {
          execute(name + Integer.toString(i, 36).replaceAll("\\d", "_") + "z from t", 1_000);
          if (i > 3_000) {
            execute("select heavy", MILLI);
          }
        }
      }));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    StatementReport report = top.report(Order.TOTAL, 10);
    long executions = 8 * (5_000 + 1_999);
    assertEquals(executions, report.total().calls());
    assertEquals(8 * (5_000 * 1_000L + 1_999 * MILLI), report.total().nanos());
    assertEquals(2 * executions, report.total().trips());
    assertEquals(3 * executions, report.total().rows());
    assertTrue(report.known() <= 500, "" + report.known());
    assertEquals(executions, top.report(Order.CALLS, 1_000).total().calls());
  }

  @Test
  void aNewStatementTakesThePlaceOfTheOneThatTookLeast() {
    for (int i = 0; i < 500; i++) {
      execute("select " + name(i), (i + 10) * MILLI);
    }
    execute("select late", 20 * MILLI);
    StatementReport report = top.report(Order.TOTAL, 1_000);
    assertEquals(500, report.known());
    assertTrue(
        report.statements().stream().anyMatch(row -> row.sql().text().equals("select late")));
    assertEquals(1, report.other().calls());
    assertEquals(10 * MILLI, report.other().nanos());
    // What was removed is found again, as a new one.
    execute("select " + name(0), 600 * MILLI);
    assertEquals("select " + name(0), texts(Order.TOTAL).get(0));
    assertEquals(502, top.report(Order.TOTAL, 1_000).total().calls());
  }

  private static String name(int number) {
    return "" + (char) ('a' + number % 26) + (char) ('a' + number / 26);
  }

  @Test
  void afterAResetCountingBeginsFromZero() {
    execute("select before", MILLI);
    top.table().add(null, MILLI, 1, 1);
    top.reset();
    assertEquals(0, top.report(Order.TOTAL, 10).total().calls());
    assertEquals(List.of(), texts(Order.TOTAL));
    execute("select before", MILLI);
    assertEquals(1, top.report(Order.TOTAL, 10).total().calls());
    assertEquals(List.of("select before"), texts(Order.TOTAL));
  }

  @Test
  void severalStatementsInOneTextCountAsOther() {
    top.table().add(null, MILLI, 1, 1);
    assertEquals(1, top.report(Order.TOTAL, 10).other().calls());
  }

  /** An application that writes values into its SQL. */
  @Test
  void thousandsOfTextsInASecondAreCountedTogether() {
    for (int i = 0; i < 20_000; i++) {
      execute("select v from t where id = " + i, 1_000);
    }
    StatementReport report = top.report(Order.TOTAL, 10);
    assertEquals(20_000, report.total().calls());
    assertEquals(1, report.known());
  }

  /** Each would be normalised by the thread that executes it, every time. */
  @Test
  void aVeryLongTextIsCountedAsOtherAndNobodyIsAskedForItsRow() {
    Rowless asked = new Rowless();
    DriverHooks.set(asked);
    String tooLong = "select '" + repeated('x', StatementTable.LONGEST) + "'";
    for (int i = 0; i < 100; i++) {
      execute(tooLong, MILLI);
    }
    assertEquals(0, asked.asked);
    assertEquals(100, top.report(Order.TOTAL, 10).other().calls());
    assertEquals(0, top.report(Order.TOTAL, 10).known());
  }

  @Test
  void longTextsAreKeptUpToATotalAndThoseInUseStay() {
    Rowless asked = new Rowless();
    DriverHooks.set(asked);
    StatementTable table = top.table();
    StatementRow row = new StatementRow();
    String used = "select used";
    table.put(used, row);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      texts.add("select " + i + repeated(' ', 9_000));
      table.put(texts.get(i), row);
      execute(used, MILLI);
    }
    assertEquals(0, asked.asked);
    for (String text : texts) {
      execute(text, MILLI);
    }
    int kept = texts.size() - asked.asked;
    assertTrue(kept > 100 && kept * 9_000L <= StatementTable.MOST, kept + " are kept");
  }

  private static String repeated(char what, int times) {
    char[] all = new char[times];
    Arrays.fill(all, what);
    return new String(all);
  }

  /** Counts how often it is asked. */
  private static final class Rowless extends NoStatements {
    private int asked;

    @Override
    public @Nullable StatementRow row(String text) {
      asked++;
      return null;
    }
  }

  private static class NoStatements implements DriverHooks.Statements {
    @Override
    public void executed(
        String text,
        @Nullable Object parameters,
        long nanos,
        long trips,
        long rows,
        @Nullable Throwable thrown,
        PoolStats pool) {}

    @Override
    public @Nullable StatementRow row(String text) {
      return null;
    }

    @Override
    public void repeated(Object executor, UnitOfWork unit, String text, int count) {}
  }
}

package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements are reported while they run. */
final class RunningStatementsTest {
  private static final int STORM = 30;

  private final PostgresServer server = PostgresServer.shared();

  @BeforeEach
  void createTable() {
    server.execute(
        "DROP TABLE IF EXISTS held; CREATE TABLE held (id int); GRANT ALL ON held TO public");
  }

  @AfterEach
  void dropTable() {
    server.execute("DROP TABLE IF EXISTS held");
  }

  private static ApplicationBuilder watched() {
    return Application.with()
        .setting("slow-query.running-threshold", "200ms")
        .setting("slow-query.threshold", "150ms");
  }

  /** Whose only connection is warm, so that nothing of the agent's own is under way. */
  private void openPool(Application application, Link link) {
    application.pool("main", server, link, "maximumPoolSize=1");
    application.await("metrics listening");
    application.await("warm-up complete pool=main");
  }

  private static String field(String line, String name) {
    Matcher field = Pattern.compile(" " + name + "=(\"[^\"]*\"|\\S+)").matcher(line);
    assertTrue(field.find(), name + " is missing in " + line);
    return field.group(1);
  }

  /** Its only connection is in use, so the question who blocks it has one of its own. */
  @Test
  void aBlockedStatementIsReportedWithWhoBlocksIt() throws SQLException {
    try (Link link = Link.to(server).open();
        Application application = watched().start();
        Connection blocker = server.connect()) {
      openPool(application, link);
      String process = hold(blocker);
      int asked = application.order(
          "ask", "main", "SELECT 'Zq8-literal', count(*) FROM held WHERE id IN (4711, 2)");

      String running = application.await("statement still running .*held");
      assertEquals("main", field(running, "pool"));
      assertEquals("\"SELECT ?, count(*) FROM held WHERE id IN (?...)\"", field(running, "sql"));
      assertTrue(Integer.parseInt(field(running, "millis")) >= 200, running);
      assertTrue(field(running, "caller").startsWith("example.PoolCommands.ask("), running);
      String id = field(running, "statement_id");

      String blocked = application.await("running statement is blocked ");
      assertEquals(id, field(blocked, "statement_id"));
      assertEquals(process, field(blocked, "blocked_by"));
      assertEquals("\"the blocker\"", field(blocked, "blocked_by_application"));
      assertEquals("\"idle in transaction\"", field(blocked, "blocked_by_state"));
      assertEquals("\"SELECT ?, pg_backend_pid()\"", field(blocked, "blocked_by_sql"));
      Eventually.equal(1, link::open, application::output);

      blocker.rollback();
      assertEquals("Zq8-literal", application.answer(asked));
      assertEquals(id, field(application.await("slow query .*held"), "statement_id"));

      // Once for each execution, and the server is asked once a minute.
      hold(blocker);
      int again = application.order("ask", "main", "SELECT count(*) AS again FROM held");
      application.await("statement still running .*again");
      blocker.rollback();
      assertEquals("0", application.answer(again));
      application.await("slow query .*again");
      assertEquals(2, application.said("statement still running").size(), application::output);
      assertEquals(1, application.said("running statement is blocked").size());
      assertEquals(List.of(), application.said("(Zq8|4711)"));
      assertEquals(
          List.of(), application.said("(statement still running|slow query).*pg_blocking"));
    }
  }

  /** The server's host goes while it is asked: a cancel does not reach it. What else the agent's thread does waits no longer than that. */
  @Test
  @Tag("matrix")
  void aQuestionWithoutAnAnswerEnds() throws SQLException {
    try (Link link = Link.to(server).open();
        Application application = watched().start();
        Connection blocker = server.connect()) {
      openPool(application, link);
      hold(blocker);
      link.roundTrip(Duration.ofMillis(400));
      application.order("ask", "main", "SELECT count(*) FROM held");
      application.await("statement still running .*held");
      // The server has the question, and its answer is under way.
      Eventually.equal(true, () -> hasQuestion(server), application::output);
      link.stall();
      String unanswered = application.await("nobody was asked who blocks a running statement");
      assertTrue(unanswered.contains("pool=main"), unanswered);
    }
  }

  private static boolean hasQuestion(PostgresServer server) {
    try (Connection connection = server.superuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                + " AND query LIKE '%unnest(pg_catalog.pg_blocking_pids%'")) {
      return row.next() && row.getInt(1) > 0;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Has the table for itself, and then does nothing. */
  private static String hold(Connection blocker) throws SQLException {
    blocker.setAutoCommit(false);
    try (Statement statement = blocker.createStatement()) {
      statement.execute("SET LOCAL application_name = 'the blocker'");
      statement.execute("LOCK TABLE held");
      try (ResultSet row = statement.executeQuery("SELECT 'Zq8-last', pg_backend_pid()")) {
        row.next();
        return row.getString(2);
      }
    }
  }

  @Test
  void aStormIsAFewLinesAndItsSize() {
    try (Application application = watched().setting("pooler", "transaction").start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=" + STORM);
      application.await("metrics listening");
      application.warmedUp("main");
      List<Integer> orders = new ArrayList<>();
      for (int i = 0; i < STORM; i++) {
        orders.add(application.order("ask", "main", "SELECT pg_sleep(0.8), " + i));
      }
      orders.forEach(application::answer);
      Eventually.equal(STORM, () -> reported(application), application::output);
      // Two a second, however long a busy machine takes to begin them all.
      List<String> lines = application.said("statement still running");
      assertTrue(lines.size() <= STORM / 2, lines::toString);
      // Behind a pooler the process that a connection knows may be another's.
      assertEquals(List.of(), application.said("running statement is blocked"));
      assertFalse(application.output().contains("nobody was asked"), application::output);
    }
  }

  private static int reported(Application application) {
    int all = application.said("statement still running").size();
    for (String line :
        application.said("(statement still running|running statements left out).*left_out")) {
      all += Integer.parseInt(field(line, "left_out"));
    }
    return all;
  }
}

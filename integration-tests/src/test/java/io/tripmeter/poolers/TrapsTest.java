package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What goes wrong behind a transaction pooler without us: if one of these fails, what cures it proves nothing. */
final class TrapsTest {
  private static final String TIMEOUT = "SELECT current_setting('statement_timeout')";
  private static final PostgresServer SERVER = Poolers.server();

  private static Connection client(PgBouncer pooler, String parameters) throws SQLException {
    return DriverManager.getConnection(
        pooler.url() + "?sslmode=disable" + parameters, SERVER.user(), SERVER.password());
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static SQLException failureToConnect(PgBouncer pooler, String parameters) {
    return assertThrows(SQLException.class, () -> client(pooler, parameters).close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET statement_timeout = '7s'",
        "SELECT set_config('statement_timeout', '7s', false)"
      })
  void whatOneClientSetsAnotherGets(String sql) throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      assertEquals("0", PgBouncer.value(two, TIMEOUT));
      run(one, sql);
      assertEquals("7s", PgBouncer.value(two, TIMEOUT));
    }
  }

  @Test
  void whatOneClientSetsItMayMissItself() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(2).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      run(one, "SET statement_timeout = '7s'");
      two.setAutoCommit(false);
      assertEquals("7s", PgBouncer.value(two, TIMEOUT));
      assertEquals("0", PgBouncer.value(one, TIMEOUT));
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void optionsInTheStartupPacketAreRefused(String version) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).start()) {
      SQLException refused = failureToConnect(pooler, "&options=-c%20statement_timeout=7000");
      assertEquals("08P01", refused.getSQLState());
      String what = version.equals(Poolers.OLD) ? ": options" : " in options: statement_timeout";
      assertTrue(
          refused.getMessage().contains("unsupported startup parameter" + what),
          refused::getMessage);
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void orDroppedWithoutAWord(String version) throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER)
            .ignoring("options,extra_float_digits")
            .start();
        Connection client = client(pooler, "&options=-c%20statement_timeout=7000")) {
      assertEquals("0", PgBouncer.value(client, TIMEOUT));
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void aSchemaInTheStartupPacketIsRefused(String version) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).start()) {
      assertTrue(failureToConnect(pooler, "&currentSchema=garden")
          .getMessage()
          .contains("unsupported startup parameter: search_path"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"42.2.29", "42.5.6", "42.7.3"})
  void anOldDriverDoesNotGetInUnlessThePoolerIgnoresWhatItAlwaysSends(String pgjdbc) {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).ignoring("").start();
        Application application =
            Application.with().pgjdbc(pgjdbc).withoutAgent().start()) {
      String answer = application.tell(
          "open", pooler.url() + "?sslmode=disable", SERVER.user(), SERVER.password(), "SELECT 1");
      assertTrue(answer.contains("unsupported startup parameter: extra_float_digits"), answer);
    }
  }

  private static SQLException secondClientsFirstCommit(PgBouncer pooler) throws SQLException {
    try (Connection one = client(pooler, "");
        Connection two = client(pooler, "")) {
      for (Connection client : new Connection[] {one, two}) {
        client.setAutoCommit(false);
        run(client, "SELECT 1");
        try {
          client.commit();
        } catch (SQLException e) {
          assertEquals(two, client);
          return e;
        }
      }
    }
    return null;
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void theSecondClientsFirstCommitFails(String version) throws SQLException {
    var options = Poolers.pgBouncer(version, SERVER).poolSize(1);
    if (version.equals(Poolers.NEW)) {
      options.maxPreparedStatements(0);
    }
    try (PgBouncer pooler = options.start()) {
      assertEquals("42P05", secondClientsFirstCommit(pooler).getSQLState());
    }
  }

  @Test
  void unlessThePoolerCarriesPreparedStatements() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start()) {
      assertNull(secondClientsFirstCommit(pooler));
    }
  }

  @Test
  void aCrowdIsToldNonsense() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).start();
        Application application = Application.with().withoutAgent().start()) {
      application.pool(
          "main", SERVER, pooler.url(), "maximumPoolSize=8", "connectionTimeout=60000");
      String outcomes = application.tell("crowd", "main", "8", "400", "1");
      assertTrue(outcomes.contains("42P05="), outcomes);
      // A crowd that lost some of them on its way would have been told less than it seems.
      assertEquals(
          400,
          Pattern.compile("=(\\d+)")
              .matcher(outcomes)
              .results()
              .mapToInt(count -> Integer.parseInt(count.group(1)))
              .sum(),
          outcomes);
    }
  }

  @Test
  void aSessionsAdvisoryLockIsGrantedTwiceAndStaysWhenBothClientsAreGone() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start()) {
      try (Connection one = pooler.anotherClient();
          Connection two = pooler.anotherClient()) {
        assertEquals("t", PgBouncer.value(one, "SELECT pg_try_advisory_lock(42)"));
        assertEquals("t", PgBouncer.value(two, "SELECT pg_try_advisory_lock(42)"));
      }
      assertEquals("f", SERVER.value("SELECT pg_try_advisory_lock(42)"));
    }
  }

  @Test
  void aTemporaryTableIsAnotherClients() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      run(one, "CREATE TEMPORARY TABLE mine AS SELECT 'secret' AS word");
      assertEquals("secret", PgBouncer.value(two, "SELECT word FROM mine"));
    }
  }

  @Test
  void aStatementPreparedInSqlIsInAnotherClientsWay() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      run(one, "PREPARE mine AS SELECT 1");
      assertEquals(
          "42P05",
          assertThrows(SQLException.class, () -> run(two, "PREPARE mine AS SELECT 2"))
              .getSQLState());
    }
  }

  @Test
  void whatOneClientListensToAnotherHears() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      run(one, "LISTEN news");
      run(two, "NOTIFY news, 'something'");
      assertEquals(1, two.unwrap(PGConnection.class).getNotifications(2000).length);
      assertEquals(0, one.unwrap(PGConnection.class).getNotifications(50).length);
    }
  }

  @Test
  void aCursorThatIsToOutliveItsTransactionIsNotThereAfterwards() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(2).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      one.setAutoCommit(false);
      run(one, "DECLARE held CURSOR WITH HOLD FOR SELECT 1");
      one.commit();
      two.setAutoCommit(false);
      assertEquals("1", PgBouncer.value(two, "SELECT 1"));
      assertEquals(
          "34000",
          assertThrows(SQLException.class, () -> run(one, "FETCH held")).getSQLState());
    }
  }

  @Test
  void noneOfThisHappensInSessionMode() throws SQLException {
    try (PgBouncer pooler =
            Poolers.pgBouncer(Poolers.OLD, SERVER).sessionMode().poolSize(4).start();
        Connection one = client(pooler, "");
        Connection two = client(pooler, "")) {
      run(one, "SET statement_timeout = '7s'");
      assertEquals("0", PgBouncer.value(two, TIMEOUT));
      assertEquals("t", PgBouncer.value(one, "SELECT pg_try_advisory_lock(43)"));
      assertEquals("f", PgBouncer.value(two, "SELECT pg_try_advisory_lock(43)"));
      assertNull(secondClientsFirstCommit(pooler));
    }
  }
}

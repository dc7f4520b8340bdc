package io.tripmeter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The counts are those of facts.md for a plain driver, which other tests measure the agent by. */
final class LinkTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static Link link(int millis) {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(millis)).logging().open();
  }

  private static Connection connect(Link link, String... properties) throws SQLException {
    Properties all = new Properties();
    all.setProperty("user", SERVER.user());
    all.setProperty("password", SERVER.password());
    for (int i = 0; i < properties.length; i += 2) {
      all.setProperty(properties[i], properties[i + 1]);
    }
    return DriverManager.getConnection(SERVER.url(link), all);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void connectingTakesOneConnectAndFourTurnAroundsUnlessTheServerVersionIsAssumed()
      throws SQLException {
    try (Link link = link(4);
        Connection plain = connect(link, "sslmode", "disable")) {
      assertEquals(new Link.Count(1, 4), link.count(), () -> String.join("\n", link.log()));
      Link.Count mark = link.mark();
      try (Connection lean = connect(link, "sslmode", "disable", "assumeMinServerVersion", "12")) {
        assertEquals(new Link.Count(1, 3), link.since(mark), () -> String.join("\n", link.log()));
        assertTrue(lean.isValid(5) && plain.isValid(5));
      }
    }
  }

  @Test
  void statementsTransactionsAndFetchesCountAsTheDriverWaitsForThem() throws SQLException {
    try (Link link = link(4);
        Connection connection = connect(link)) {
      Link.Count mark = link.mark();
      run(connection, "SELECT 1");
      assertEquals(1, link.since(mark).turnArounds());
      connection.setAutoCommit(false);
      run(connection, "SELECT 1");
      assertEquals(2, link.since(mark).turnArounds(), "BEGIN goes with the first statement");
      connection.commit();
      assertEquals(3, link.since(mark).turnArounds());
      assertEquals(11, turnAroundsOfACursor(link, connection));
      assertEquals(0, link.since(link.mark()).turnArounds());
      assertEquals(link.turnArounds(), link.log().size());
    }
  }

  private static long turnAroundsOfACursor(Link link, Connection connection) throws SQLException {
    Link.Count mark = link.mark();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      try (ResultSet rows = statement.executeQuery("SELECT generate_series(1, 100)")) {
        while (rows.next()) {
          rows.getInt(1);
        }
      }
    }
    return link.since(mark).turnArounds();
  }

  @Test
  void aRoundTripTakesTheLinksTimeAndAConnectOneMore() throws SQLException {
    try (Link link = link(100)) {
      long begin = System.nanoTime();
      Connection connection = connect(link);
      Duration connected = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(
          connected.toMillis() >= 500 && connected.toMillis() < 3000, "5 trips took " + connected);
      begin = System.nanoTime();
      run(connection, "SELECT 1");
      Duration asked = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(asked.toMillis() >= 100 && asked.toMillis() < 1000, "1 trip took " + asked);
      connection.close();
    }
  }

  @Test
  void theDelayIsNoLimitOnThroughputAndEachConnectionHasItsOwn() throws Exception {
    try (Link link = link(100);
        Connection connection = connect(link)) {
      long begin = System.nanoTime();
      run(connection, "SELECT repeat('x', 100000) FROM generate_series(1, 200)");
      long bulk = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      assertTrue(bulk < 10_000, "20 MB took " + bulk + " ms");

      begin = System.nanoTime();
      ExecutorService clients = Executors.newFixedThreadPool(20);
      List<Future<Connection>> opening = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        opening.add(clients.submit(() -> connect(link)));
      }
      for (Future<Connection> one : opening) {
        one.get();
      }
      long together = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      assertTrue(together < 5000, "20 connects side by side took " + together + " ms");
      assertEquals(21, link.peak());
      assertEquals(21, link.count().connections());
      for (Future<Connection> one : opening) {
        one.get().close();
      }
      clients.shutdown();
    }
  }

  @Test
  void openConnectionsAreCountedUntilTheyAreClosed() throws Exception {
    try (Link link = link(0)) {
      Connection connection = connect(link);
      assertEquals(1, link.open());
      assertTrue(link.connections().get(0).open());
      connection.close();
      assertTrue(link.awaitIdle(Duration.ofMillis(50), Duration.ofSeconds(5)));
      assertEquals(0, link.open());
    }
  }

  @Test
  void aCutConnectionFailsAndANewOnePassesUnlessItIsRefused() throws SQLException {
    try (Link link = link(2);
        Connection connection = connect(link)) {
      link.cut();
      assertThrows(SQLException.class, () -> run(connection, "SELECT 1"));
      connect(link).close();
      link.refuse();
      SQLException refused = assertThrows(SQLException.class, () -> connect(link));
      assertEquals("08001", refused.getSQLState());
      link.restore();
      connect(link).close();
    }
  }

  @Test
  void aStalledLinkHoldsWhatIsSentAndDeliversItLater() throws SQLException {
    try (Link link = link(2);
        Connection connection = connect(link)) {
      link.stall();
      assertThrows(SQLException.class, () -> connect(link, "socketTimeout", "1"));
      connection.setNetworkTimeout(Runnable::run, 20_000);
      Thread later = new Thread(() -> restoreAfter(link, 300));
      later.start();
      long begin = System.nanoTime();
      run(connection, "SELECT 1");
      assertFalse(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 250);
    }
  }

  private static void restoreAfter(Link link, long millis) {
    try {
      Thread.sleep(millis);
      link.restore();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

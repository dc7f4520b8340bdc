package io.tripmeter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class PostgresServerTest {
  private static final String CANNOT_CONNECT_NOW = "08001";

  @Test
  void theSharedServerWantsThePasswordAndKeepsItAsScram() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    try (Connection connection = server.connect()) {
      assertTrue(connection.isValid(5));
      assertTrue(server.sessions() >= 1);
    }
    SQLException refused = assertThrows(
        SQLException.class,
        () -> DriverManager.getConnection(server.url(), server.user(), "wrong"));
    assertEquals("28P01", refused.getSQLState());
    String stored =
        server.value("SELECT rolpassword FROM pg_authid WHERE rolname = '" + server.user() + "'");
    assertTrue(stored.startsWith("SCRAM-SHA-256$"), stored);
  }

  @Test
  void settingsAreInForceAndTheLogIsReadable() {
    try (PostgresServer server = PostgresServer.with()
        .maxConnections(7)
        .setting("log_statement", "all")
        .setting("log_line_prefix", "%m it's [%p] ")
        .start()) {
      assertEquals("7", server.value("SHOW max_connections"));
      assertTrue(server.log().contains("SHOW max_connections"), server::log);
    }
  }

  @Test
  void anEmbeddedServerComesBackOnItsPortWithItsDataAfterAStopAndAfterAKill() throws SQLException {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      server.execute("CREATE TABLE kept (id int)");
      server.restart();
      server.execute("INSERT INTO kept VALUES (1)");
      server.stop();
      SQLException down = assertThrows(SQLException.class, server::connect);
      assertEquals(CANNOT_CONNECT_NOW, down.getSQLState());
      server.startAgain();
      server.kill();
      assertThrows(SQLException.class, server::connect);
      server.startAgain();
      assertEquals("1", server.value("SELECT id FROM kept"));
    }
  }

  @Test
  void tlsIsServedWithACertificateThatTheClientCanVerify() throws SQLException {
    try (PostgresServer server = PostgresServer.with().tls().start();
        Connection connection = DriverManager.getConnection(
            server.url() + "?sslmode=verify-full&sslrootcert=" + server.certificate(),
            server.user(),
            server.password())) {
      assertTrue(connection.isValid(5));
      assertEquals(
          "TLSv1.3",
          server.value(
              "SELECT max(version) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'app'"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @FieldSource("io.tripmeter.testing.Libraries#POSTGRESQL")
  void everyVersionOfTheMatrixStarts(String version) {
    try (PostgresServer server = PostgresServer.with().version(version).start()) {
      String major = version.substring(0, version.indexOf('.'));
      assertTrue(server.value("SHOW server_version").startsWith(major + "."), version);
    }
  }
}

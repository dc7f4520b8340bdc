package io.tripmeter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PgBouncerTest {
  private static final String PROCESS = "SELECT pg_backend_pid()";
  private static final PostgresServer SERVER = PostgresServer.shared();

  static List<String> versions() {
    return PoolerPrograms.PGBOUNCER;
  }

  private static PgBouncerOptions of(String version) {
    assumeTrue(PoolerPrograms.pgBouncer(version).isPresent(), "no PgBouncer " + version);
    return PgBouncer.before(SERVER).version(version);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void inTransactionModeTwoClientsShareOneConnectionToTheServer(String version)
      throws SQLException {
    try (PgBouncer pooler = of(version).poolSize(1).start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      assertEquals(PgBouncer.value(one, PROCESS), PgBouncer.value(two, PROCESS));
      assertEquals(1, pooler.serverConnections());
      assertEquals(
          "transaction",
          pooler.show("CONFIG").stream()
              .filter(row -> row.get("key").equals("pool_mode"))
              .findFirst()
              .orElseThrow()
              .get("value"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void inSessionModeEachClientHasItsOwn(String version) throws SQLException {
    try (PgBouncer pooler = of(version).sessionMode().start();
        Connection one = pooler.anotherClient();
        Connection two = pooler.anotherClient()) {
      assertNotEquals(PgBouncer.value(one, PROCESS), PgBouncer.value(two, PROCESS));
      assertEquals(2, pooler.serverConnections());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void clientsCanSpeakTls(String version) throws SQLException {
    try (PgBouncer pooler = of(version).tls().start();
        Connection client = DriverManager.getConnection(
            pooler.url() + "?sslmode=verify-full&sslrootcert=" + pooler.certificate(),
            SERVER.user(),
            SERVER.password())) {
      assertEquals("1", PgBouncer.value(client, "SELECT 1"));
      assertTrue(
          pooler.show("CLIENTS").stream().anyMatch(row -> row.get("tls").startsWith("TLS")),
          pooler::log);
    }
  }
}

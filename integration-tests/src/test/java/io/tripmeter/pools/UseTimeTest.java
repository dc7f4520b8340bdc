package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long connections are lent. */
final class UseTimeTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  static List<String> versions() {
    return Libraries.HIKARICP;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aConnectionThatBreaksWhileItIsLentHasOne(String hikari) {
    try (Application application = Application.with().hikari(hikari).start()) {
      application.pool("main", SERVER, SERVER.url(), "maximumPoolSize=3");
      application.warmedUp("main");
      assertEquals("1", application.ask("main", "SELECT 1"));
      String ended = application.ask("main", "SELECT pg_terminate_backend(pg_backend_pid())");
      assertTrue(ended.startsWith("failed: 57P01"), ended);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(
          3,
          application
              .metrics()
              .sum(
                  "db_client_connection_use_time_seconds_count",
                  "db_client_connection_pool_name",
                  "main"),
          application::output);
    }
  }
}

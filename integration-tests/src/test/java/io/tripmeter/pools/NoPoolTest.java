package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DriverManager and the driver's own data sources, without a pool that Tripmeter manages. */
final class NoPoolTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final List<String> WAYS =
      List.of("open", "open-source", "open-physical", "open-xa", "open-pooling");

  static List<String> drivers() {
    return Libraries.inMatrix()
        ? Libraries.PGJDBC
        : List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static double created(Application application) {
    return application
        .metrics()
        .sum(
            "db_client_connection_create_time_seconds_count",
            "db_client_connection_pool_name",
            "none");
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void connectionsAreNamedSetUpAndCounted(String pgjdbc) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with()
            .pgjdbc(pgjdbc)
            .setting("pools.none.session.statement-timeout", "7s")
            .start()) {
      String url = SERVER.url(link) + "?sslmode=disable";
      int opened = 0;
      for (String way : WAYS) {
        assertEquals(
            "console/none 7s",
            application.tell(
                way,
                url,
                SERVER.user(),
                SERVER.password(),
                "SELECT current_setting('application_name') || ' '"
                    + " || current_setting('statement_timeout')"),
            () -> way + "\n" + application.output());
        opened++;
      }
      assertEquals(opened, link.count().connections());
      Eventually.equal(0, link::open, application::output);
      Metrics metrics = application.metrics();
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", "none"),
          application::output);
      assertEquals(opened, created(application));
      assertEquals(List.of(), application.said("tripmeter: (warn|error)"));
    }
  }
}

package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link TrapsTest} falls into and no setting can cure is told of, through a pooler that nobody has named. */
final class FlaggedTrapsTest {
  private static final PostgresServer SERVER = Poolers.server();
  private static final String LINE = "pooler hazard: SQL that needs a session of its own";

  /** Feature and the SQL that falls into it. */
  private static final Map<String, String> TRAPS = Map.of(
      "advisory-lock", "SELECT pg_try_advisory_lock(7)",
      "listen", "LISTEN jobs",
      "set", "SET work_mem = '5MB'",
      "set-config", "SELECT set_config('work_mem', '6MB', false)",
      "temporary-table", "CREATE TEMP TABLE kept (id int)",
      "prepare", "PREPARE kept_plan AS SELECT 1");

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void eachTrapIsToldOfOnceWithItsPlace(String version) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).poolSize(1).start();
        Application application = Application.with().start()) {
      application.pool("main", SERVER, pooler.url(), "maximumPoolSize=3");
      application.warmedUp("main");
      Poolers.verdict(application, "main");
      TRAPS.forEach((feature, sql) -> {
        application.ask("main", sql);
        String line = application.await(LINE + " .*feature=" + feature + " .*");
        assertTrue(line.contains("caller=example."), line);
        assertTrue(
            line.contains("pooler=\"transaction pooler (") && line.contains("instead="), line);
      });
      application.ask("main", "SELECT pg_try_advisory_lock(8)");
      application.ask("main", "SELECT 1");
      assertEquals(TRAPS.size(), application.said(LINE).size(), application::output);
    }
  }
}

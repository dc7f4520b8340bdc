package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator's keys for pools, on every HikariCP line, however a pool is created. */
final class PoolSettingsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final List<String> WAYS = List.of("constructor", "lazily", "properties");

  static List<String> hikaris() {
    return Libraries.HIKARICP;
  }

  /** 3.4 has none. */
  private static boolean hasKeepalive(String hikari) {
    return !hikari.startsWith("3.");
  }

  private static String keepalive(String hikari, String value) {
    return hasKeepalive(hikari) ? value : "none";
  }

  private static ApplicationBuilder told(String hikari) {
    return Application.withTimeouts()
        .hikari(hikari)
        .setting("pool.max-size", "4")
        .setting("pool.max-lifetime", "20m")
        .setting("pool.idle-timeout", "5m")
        .setting("pool.keepalive", "1m")
        .setting("pool.connection-timeout", "3s")
        .setting("pools.properties.pool.max-size", "6")
        .setting("pools.properties.pool.min-idle", "2");
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void whatTheOperatorSaysHoldsForEveryPoolHoweverItIsCreated(String hikari) {
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(told(hikari))) {
      for (String way : WAYS) {
        application.tell(Application.poolCommand(
            way, way, SERVER, SERVER.url(link), "maximumPoolSize=3", "connectionTimeout=7000"));
        assertEquals("1", application.ask(way, "SELECT 1"));
        boolean own = way.equals("properties");
        assertEquals(
            "MaximumPoolSize=" + (own ? 6 : 4) + " MinimumIdle=" + (own ? 2 : 4)
                + " MaxLifetime=1200000 IdleTimeout=300000 KeepaliveTime="
                + keepalive(hikari, "60000") + " ConnectionTimeout=3000",
            application.tell("settings", way),
            way);
        String line = application.configured(way);
        assertTrue(line.contains("pool.max-size: 3 -> " + (own ? 6 : 4)), line);
        assertTrue(line.contains("pool.connection-timeout: 7s -> 3s (system property"), line);
        assertEquals(
            1, application.said("DB pool configured pool=" + way).size(), application.output());
        application.warmedUp(way);
      }
      assertEquals(
          hasKeepalive(hikari),
          application.said("key=pool.keepalive").isEmpty(),
          application::output);
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void withoutAnOperatorsWordTheApplicationsOwnSettingsStand(String hikari) {
    try (Link link = Link.to(SERVER).open();
        Application application = Application.withTimeouts().hikari(hikari).start()) {
      String own =
          "MaximumPoolSize=3 MinimumIdle=1 MaxLifetime=900000 IdleTimeout=120000 KeepaliveTime="
              + keepalive(hikari, "90000") + " ConnectionTimeout=7000";
      for (String way : WAYS) {
        application.tell(Application.poolCommand(
            way,
            way,
            SERVER,
            SERVER.url(link),
            "maximumPoolSize=3",
            "minimumIdle=1",
            "maxLifetime=900000",
            "idleTimeout=120000",
            hasKeepalive(hikari) ? "keepaliveTime=90000" : "readOnly=false",
            "connectionTimeout=7000"));
        assertEquals("1", application.ask(way, "SELECT 1"));
        assertEquals(own, application.tell("settings", way), way);
        assertFalse(application.configured(way).contains("pool."), application::output);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void advisingChangesNothingAndSaysWhatItWould(String hikari) {
    try (Link link = Link.to(SERVER).open();
        Application application = Application.withTimeouts()
            .hikari(hikari)
            .setting("mode", "advise")
            .setting("pool.max-size", "4")
            .setting("pool.connection-timeout", "3s")
            .start()) {
      for (String way : WAYS) {
        application.tell(Application.poolCommand(
            way,
            way,
            SERVER,
            SERVER.url(link),
            "maximumPoolSize=3",
            "minimumIdle=1",
            "connectionTimeout=7000"));
        assertEquals(
            "0",
            application.ask(
                way, "SELECT setting FROM pg_settings WHERE name = 'statement_timeout'"));
        String settings = application.tell("settings", way);
        assertTrue(settings.startsWith("MaximumPoolSize=3 MinimumIdle=1 "), settings);
        assertTrue(settings.endsWith(" ConnectionTimeout=7000"), settings);
        String line = application.configured(way);
        assertTrue(line.contains("would be configured"), line);
        assertTrue(line.contains("pool.max-size: 3 -> 4"), line);
        assertTrue(line.contains("pool.connection-timeout: 7s -> 3s"), line);
        assertTrue(line.contains("statement_timeout: unset -> 30000ms"), line);
        assertTrue(line.contains("warmup: off -> all ("), line);
        assertTrue(line.contains("pool.validation: pool -> auto ("), line);
      }
      assertEquals(List.of(), application.said("warm-up"));
    }
  }
}

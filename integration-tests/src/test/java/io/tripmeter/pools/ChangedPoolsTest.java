package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.child.SettingsBean;
import io.tripmeter.child.SettingsFile;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of pools that are changed while they are in use. */
final class ChangedPoolsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @TempDir
  Path directory = Path.of("");

  static Stream<PoolUnderTest> pools() {
    return Libraries.inMatrix()
        ? PoolUnderTest.ofThisRun()
        : Stream.of(
            PoolUnderTest.hikari(Libraries.NEWEST_HIKARICP),
            PoolUnderTest.tomcats().findFirst().orElseThrow());
  }

  private static int max(Application application, String pool) {
    return (int) application
        .metrics()
        .sum("db_client_connection_max", "db_client_connection_pool_name", pool);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void aPoolInUseIsResized(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    SettingsFile file = SettingsFile.in(directory, "# nothing yet");
    try (Link link = Link.to(SERVER).open();
        Application application =
            pool.with().setting("config", file.path().toString()).start()) {
      pool.create(
          application, "main", SERVER, link, pool.settings().max(4).min(4).initial(4));
      Eventually.equal(4, link::open, application::output);
      application.warmedUp(name);
      try (SettingsBean settings = application.settings()) {
        assertEquals("unset -> 2", settings.set("pools." + name + ".pool.max-size", "2"));
        application.await("DB pool resized pool=" + name
            + " changes=\"pool.max-size: 4 -> 2 \\(JMX\\); pool.min-idle: 4 -> 2 \\(follows");
        Eventually.equal(2, link::open, application::output);
        assertEquals(2, max(application, name), application::output);
        String refused = settings.set("pools." + name + ".pool.max-size", "0");
        assertTrue(refused.endsWith("; 2 stays in force"), refused);

        assertEquals("2 -> unset", settings.unset("pools." + name + ".pool.max-size"));
        assertEquals(4, max(application, name), application::output);
        application.tell("hold", "main", "4");
        assertEquals(4, link.open(), application::output);
        application.tell("release", "main");
      }
      file.mount("pool.max-size=3", "pool.connection-timeout=7s");
      application.await("DB pool resized pool=" + name
          + " changes=\"pool.max-size: 4 -> 3 \\(file .* line 1\\); pool.min-idle: 4 -> 3 ");
      application.await("pool setting counts for pools created from now on.* pool=" + name
          + " .*keys=pool.connection-timeout");
      Eventually.equal(3, link::open, application::output);
      assertEquals("1", application.ask("main", "SELECT 1"));

      pool.create(
          application, "later", SERVER, link, pool.settings().max(4).min(1).initial(1));
      String later = application.configured(pool.name("later", 2));
      assertTrue(later.contains("pool.max-size: 4 -> 3 (file "), later);
      assertTrue(later.contains("pool.connection-timeout: "), later);
    }
  }

  @Test
  void theBudgetGoesBeforeAnOperatorsSize() {
    try (Link link = Link.to(SERVER).open();
        Application application = Application.with()
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=3");
      application.warmedUp("main");
      try (SettingsBean settings = application.settings()) {
        settings.set("pool.max-size", "9");
        application.await(
            "DB pool resized pool=main changes=\"pool.max-size: 3 -> 4 \\(budget.enforce: ");
        application.await("DB pool is smaller than asked for.* pool=main wanted=9 size=4 ");
        settings.set("pool.max-size", "2");
        application.await("DB pool resized pool=main changes=\"pool.max-size: 4 -> 2 \\(JMX\\)");
        Eventually.equal(2, link::open, application::output);
      }
    }
  }

  @Test
  void inModeAdviseNothingIsChangedFromThenOn() throws IOException {
    try (Link link = Link.to(SERVER).open();
        Application application = Application.with()
            .setting("pools.main.session.statement-timeout", "30s")
            .start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=1");
      application.warmedUp("main");
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      try (SettingsBean settings = application.settings()) {
        assertEquals("apply -> advise", settings.set("mode", "advise"));
        // What is open keeps what it has.
        assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
        SERVER.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'console/main'");
        Eventually.equal(
            "0", () -> application.ask("main", "SHOW statement_timeout"), application::output);
        settings.set("pool.max-size", "3");
        application.await(
            "DB pool would be resized \\(mode=advise\\) pool=main changes=\"pool.max-size: 1 -> 3 ");
        assertEquals(1, max(application, "main"), application::output);
        application.pool("advised", SERVER, link, "maximumPoolSize=2");
        application.await(
            "DB pool would be configured .* pool=advised .*pool.max-size: 2 -> 3 \\(JMX");
        assertEquals(List.of(), shown(application, "advised", true));
        List<String> ofThePool = List.of("pool.max-size", "warmup", "pool.validation");
        List<String> advised = shown(application, "advised", false);
        assertTrue(advised.containsAll(ofThePool), advised::toString);

        assertEquals("advise -> apply", settings.set("mode", "apply"));
        application.await("DB pool resized pool=advised changes=\"pool.max-size: 2 -> 3 ");
        assertEquals(3, max(application, "main"), application::output);
        assertEquals(
            List.of("pool.max-size", "pool.min-idle"), shown(application, "advised", true));
        advised = shown(application, "advised", false);
        assertTrue(Collections.disjoint(advised, ofThePool), advised::toString);
      }
    }
  }

  /** The settings of which the overview says that they were changed, or would be. */
  private static List<String> shown(Application application, String pool, boolean made)
      throws IOException {
    JsonNode overview = new ObjectMapper().readTree(application.page("/overview?download"));
    List<String> settings = new ArrayList<>();
    for (JsonNode each : overview.get("pools")) {
      for (JsonNode setting : each.get("settings")) {
        if (each.get("name").asText().equals(pool) && setting.get("made").asBoolean() == made) {
          settings.add(setting.get("name").asText());
        }
      }
    }
    return settings;
  }
}

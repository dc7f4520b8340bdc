package io.tripmeter.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service says at start which migration it needs. */
final class RequiredSchemaTest {
  @TempDir
  private Path scripts;

  private final PostgresServer server = PostgresServer.shared();
  private final Link link = Link.to(server).open();

  @BeforeEach
  @AfterEach
  void clean() {
    server.execute("DROP TABLE IF EXISTS one, two, flyway_schema_history, databasechangelog,"
        + " databasechangeloglock");
  }

  @AfterEach
  void closeLink() {
    link.close();
  }

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  private static ApplicationBuilder requiring(String required, String action) {
    return Application.with()
        .setting("require.schema", required)
        .setting("require.schema.action", action);
  }

  private String create(Application application, String... settings) {
    return application.tell(
        Application.poolCommand("main", "constructor", server, server.url(link), settings));
  }

  /** By the tools themselves, from another JVM. */
  private void migrate() throws IOException {
    Files.writeString(scripts.resolve("V1__one.sql"), "CREATE TABLE one (id int);");
    Files.writeString(scripts.resolve("V1.10__two.sql"), "CREATE TABLE two (id int);");
    Files.writeString(
        scripts.resolve("changelog.sql"),
        "--liquibase formatted sql\n\n--changeset we:add-orders\nSELECT 1;\n");
    try (Application migrator = Application.with()
        .withoutAgent()
        .classPath(Libraries.flyway())
        .classPath(Libraries.liquibase())
        .classPath(List.of(scripts))
        .property("liquibase.analytics.enabled", "false")
        .start()) {
      for (String command : List.of("migrate-url", "liquibase-url")) {
        assertEquals(
            "migrated",
            migrator.tell(
                command, server.url(), server.user(), server.password(), scripts.toString()),
            migrator::output);
      }
    }
  }

  @Test
  void whatIsMissingIsAWarningAndTheApplicationRuns() {
    try (Application application = requiring("flyway:1", "warn").start()) {
      assertEquals("created", create(application, "maximumPoolSize=2"));
      String line = application.await("require.schema: the database lacks the required migration");
      assertTrue(line.contains("required=flyway:1"), line);
      assertTrue(line.contains("never migrated"), line);
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }

  @Test
  void whatFlywayAndLiquibaseHaveDoneIsFound() throws IOException {
    migrate();
    for (String required : List.of("flyway:1.9", "flyway:1.10", "liquibase:add-orders")) {
      try (Application application = requiring(required, "fail").start()) {
        assertEquals("created", create(application, "maximumPoolSize=2"), application::output);
        application.await("DB schema has the required migration");
      }
    }
    for (String required : List.of("flyway:1.11", "liquibase:add-customers")) {
      try (Application application = requiring(required, "warn").start()) {
        assertEquals("created", create(application, "maximumPoolSize=1", "autoCommit=false"));
        String line =
            application.await("require.schema: the database lacks the required migration");
        assertTrue(line.contains("version 1.10") || line.contains("no such changeset"), line);
        assertEquals("1", application.ask("main", "SELECT 1"));
      }
    }
    server.execute("UPDATE flyway_schema_history SET success = false WHERE version = '1.10'");
    try (Application application = requiring("flyway:1", "warn").start()) {
      assertEquals("created", create(application));
      String line = application.await("require.schema: the database lacks the required migration");
      assertTrue(line.contains("failed migration 1.10"), line);
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void withFailThePoolIsNotCreatedUntilItIsThere(String hikari) {
    try (Application application = requiring("flyway:42", "fail").hikari(hikari).start()) {
      String answer = create(application, "maximumPoolSize=5");
      assertTrue(answer.contains("PoolInitializationException"), answer);
      assertTrue(answer.contains("require.schema=flyway:42, found: never migrated"), answer);
      Eventually.equal(0, link::open, application::output);
      server.execute("CREATE TABLE flyway_schema_history (installed_rank int, version text,"
          + " type text, success boolean)");
      server.execute("GRANT SELECT ON flyway_schema_history TO " + server.user());
      server.execute("INSERT INTO flyway_schema_history VALUES (1, '42', 'SQL', true)");
      assertEquals("created", create(application, "maximumPoolSize=5"), application::output);
      assertTrue(application.warmedUp("main").contains("warmed=5"), application::output);
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }

  @Test
  void withFailAPoolThatWaitsForItsServerWaitsForTheMigration() {
    try (Application application = requiring("flyway:42", "fail").start()) {
      int order = application.order(Application.poolCommand(
          "main",
          "constructor",
          server,
          server.url(link),
          "maximumPoolSize=2",
          "initializationFailTimeout=60000"));
      application.await("require.schema: the database lacks the required migration");
      server.execute("CREATE TABLE flyway_schema_history (installed_rank int, version text,"
          + " type text, success boolean)");
      server.execute("GRANT SELECT ON flyway_schema_history TO " + server.user());
      server.execute("INSERT INTO flyway_schema_history VALUES (1, '42', 'SQL', true)");
      assertEquals("created", application.answer(order), application::output);
    }
  }

  @Test
  void aPoolThatIsCreatedWithoutAConnectionIsWarnedOf() {
    try (Application application = requiring("flyway:42", "fail").start()) {
      assertEquals("created", create(application, "initializationFailTimeout=-1"));
      application.await("require.schema: the database lacks the required migration");
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }

  /** Spring Boot's way: Flyway is the first to ask the data source for a connection. */
  @Test
  void aServiceThatMigratesItselfIsNotAskedBeforeItHas() throws IOException {
    Files.writeString(scripts.resolve("V1__one.sql"), "CREATE TABLE one (id int);");
    try (Application application =
        requiring("flyway:1", "fail").classPath(Libraries.flyway()).start()) {
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main", "lazily", server, server.url(link), "maximumPoolSize=2")));
      assertEquals(
          "migrated",
          application.tell("migrate-pool", "main", scripts.toString()),
          application::output);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(List.of(), application.said("require.schema"));
    }
  }

  @Test
  void whatMayNotBeReadIsSaidAndNothingIsRefused() {
    server.execute("CREATE TABLE flyway_schema_history (installed_rank int, version text,"
        + " type text, success boolean)");
    try (Application application = requiring("flyway:42", "fail").start()) {
      assertEquals("created", create(application, "maximumPoolSize=1"), application::output);
      application.await("require.schema: the database could not be asked");
    }
  }

  @Test
  void aBadValueIsOneLine() {
    try (Application application = requiring("flyway:latest", "fail").start()) {
      assertEquals("created", create(application, "maximumPoolSize=1"));
      application.await("configuration: require.schema = .*flyway:latest.* is not accepted");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(List.of(), application.said("required migration"));
    }
  }
}

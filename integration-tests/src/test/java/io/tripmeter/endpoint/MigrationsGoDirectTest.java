package io.tripmeter.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flyway and Liquibase reach the server itself; the application's connections stay where its URL leads. */
final class MigrationsGoDirectTest {
  private static final String TIMEOUT = "SHOW statement_timeout";

  @TempDir
  private Path scripts;

  private final PostgresServer server = PostgresServer.shared();
  private final Link pooler = Link.to(server).open();
  private final Link direct = Link.to(server).open();

  @BeforeEach
  void writeScripts() throws IOException {
    clean();
    String seen = "CREATE TABLE seen AS SELECT current_setting('statement_timeout') AS timeout;";
    Files.writeString(scripts.resolve("V1__seen.sql"), seen);
    Files.writeString(
        scripts.resolve("changelog.sql"),
        "--liquibase formatted sql\n\n--changeset we:seen\n" + seen + "\n");
  }

  @AfterEach
  void clean() {
    server.execute("DROP TABLE IF EXISTS seen, flyway_schema_history, databasechangelog,"
        + " databasechangeloglock");
  }

  @AfterEach
  void closeLinks() {
    pooler.close();
    direct.close();
  }

  private ApplicationBuilder application() {
    return Application.withTimeouts()
        .classPath(Libraries.flyway())
        .setting("endpoint.direct", direct.host() + ":" + direct.port());
  }

  private ApplicationBuilder applicationWithLiquibase() {
    return application()
        .classPath(Libraries.liquibase())
        .classPath(List.of(scripts))
        .property("liquibase.analytics.enabled", "false");
  }

  /** A data source that makes its pool when it is first asked for a connection. */
  private void createLazily(Application application) {
    assertEquals(
        "created",
        application.tell(Application.poolCommand(
            "main", "lazily", server, server.url(pooler), "maximumPoolSize=3")));
  }

  private String migratePool(Application application) {
    return application.tell("migrate-pool", "main", scripts.toString());
  }

  private String migrateUrl(Application application, String command) {
    return application.tell(
        command,
        server.url(pooler) + "?sslmode=disable",
        server.user(),
        server.password(),
        scripts.toString());
  }

  private void assertMigratedDirectly(Application application) {
    assertEquals("0", server.value("SELECT timeout FROM seen"), application::output);
    assertTrue(direct.count().connections() > 0, application::output);
    String line = application.await("migration goes to the direct endpoint");
    assertTrue(line.contains("instead_of=" + pooler.host() + ":" + pooler.port()), line);
  }

  private void assertPoolUntouched(Application application) {
    assertEquals(Collections.nCopies(3, "30s"), application.askAll("main", 3, TIMEOUT));
    assertEquals(3, pooler.open());
    assertEquals(0, direct.open());
  }

  @Test
  void flywayOnThePoolsDataSource() {
    try (Application application = application().start()) {
      application.pool("main", server, pooler, "maximumPoolSize=3");
      application.warmedUp("main");
      long before = pooler.count().connections();
      assertEquals("migrated", migratePool(application), application::output);
      assertMigratedDirectly(application);
      assertEquals(before, pooler.count().connections());
      assertPoolUntouched(application);
    }
  }

  /** Spring Boot's way: the data source makes its pool when Flyway asks it for a first connection. */
  @Test
  void flywayOnADataSourceThatHasNoPoolYet() {
    try (Application application = application().start()) {
      createLazily(application);
      assertEquals("migrated", migratePool(application), application::output);
      assertTrue(application.warmedUp("main").contains("warmed=3"), application::output);
      assertMigratedDirectly(application);
      assertPoolUntouched(application);
    }
  }

  /** From Agroal 3.1 on the first borrower opens the connection, which stays in the pool. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#agroals")
  void flywayAsTheFirstBorrowerOfAnAgroalPoolLeavesAConnectionLikeAnyOther(PoolUnderTest agroal) {
    try (Application application = agroal.on(application()).start()) {
      String[] command =
          agroal.command("main", server, server.url(pooler), agroal.settings().max(2));
      assertEquals("created", application.tell(command));
      assertEquals("migrated", migratePool(application), application::output);
      assertEquals("30s", application.ask("main", TIMEOUT), application::output);
      assertEquals(0, direct.count().connections());
      assertTrue(pooler.open() > 0, application::output);
    }
  }

  @Test
  void flywayOnConnectionsOfItsOwn() {
    try (Application application = application().start()) {
      assertEquals("migrated", migrateUrl(application, "migrate-url"), application::output);
      assertMigratedDirectly(application);
      assertEquals(0, pooler.count().connections());
    }
  }

  @Test
  void liquibaseOnConnectionsOfItsOwn() {
    try (Application application = applicationWithLiquibase().start()) {
      assertEquals("migrated", migrateUrl(application, "liquibase-url"), application::output);
      assertMigratedDirectly(application);
      assertEquals(0, pooler.count().connections());
    }
  }

  @Test
  void liquibasesSpringBeanOnADataSourceThatHasNoPoolYet() {
    try (Application application = applicationWithLiquibase().start()) {
      createLazily(application);
      assertEquals("migrated", application.tell("liquibase-pool", "main"), application::output);
      assertTrue(application.warmedUp("main").contains("warmed=3"), application::output);
      assertMigratedDirectly(application);
      assertPoolUntouched(application);
    }
  }

  @Test
  void asGivenIfThatIsSaid() {
    try (Application application =
        application().setting("endpoint.migrations", "as-given").start()) {
      assertEquals("migrated", migrateUrl(application, "migrate-url"), application::output);
      assertEquals("0", server.value("SELECT timeout FROM seen"));
      assertEquals(0, direct.count().connections());
    }
  }

  @Test
  void asGivenIfTheDirectEndpointIsDown() {
    direct.refuse();
    try (Application application = application().start()) {
      application.pool("main", server, pooler, "maximumPoolSize=2");
      application.warmedUp("main");
      assertEquals("migrated", migratePool(application), application::output);
      assertEquals("0", server.value("SELECT timeout FROM seen"));
      application.await("migration goes as given, the direct endpoint cannot be used");
      assertEquals(2, pooler.open());
    }
  }

  @Test
  void throughATransactionPoolerWithoutADirectEndpointItIsAWarning() {
    try (Application application = Application.withTimeouts()
        .classPath(Libraries.flyway())
        .setting("pooler", "transaction")
        .start()) {
      assertEquals("migrated", migrateUrl(application, "migrate-url"), application::output);
      String line = application.await("migration runs through a pooler that may share sessions");
      assertTrue(line.contains("endpoint.direct"), line);
    }
  }
}

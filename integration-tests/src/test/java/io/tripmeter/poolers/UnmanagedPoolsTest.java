package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections of no pool that Tripmeter knows: what stands before their server is told without a question of ours. */
final class UnmanagedPoolsTest {
  private static final Pattern STATEMENT = Pattern.compile("(?:statement|execute [^:]*): (.*)");
  private static PostgresServer server;

  @TempDir
  private Path scripts;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().setting("log_statement", "all").start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static String ask(Application application, String url, String sql) {
    return application.tell(
        "open",
        url + "?sslmode=disable&ApplicationName=of-its-own",
        server.user(),
        server.password(),
        sql);
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void aPoolerIsNamedOnceAndItsHazardsAreTold(String version) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, server).poolSize(2).start();
        Application application = Application.with().start()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("1", ask(application, pooler.url(), "SELECT 1"));
      }
      String line = Poolers.verdict(application, "none");
      assertTrue(line.contains("behind an unknown proxy"), line);
      assertTrue(line.contains("endpoint=127.0.0.1:" + pooler.port() + "/"), line);
      assertEquals(1, application.said("DB endpoint is ").size(), application.output());
      Eventually.equal(
          1.0,
          () -> application
              .metrics()
              .value("tripmeter_pooler_info", "pool", "none", "verdict", "unknown proxy")
              .orElse(0.0),
          application::output);
      assertEquals("done", ask(application, pooler.url(), "SET work_mem = '5MB'"));
      String hazard = application.await("pooler hazard: .*feature=set");
      assertTrue(hazard.contains("pool=none"), hazard);
    }
  }

  @Test
  void nothingIsAskedOnItsConnections() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, server).poolSize(2).start()) {
      Set<String> bare = statements(Application.with().withoutAgent(), pooler);
      Set<String> with = statements(Application.with(), pooler);
      with.removeAll(bare);
      assertEquals(Set.of(), with);
    }
  }

  private static Set<String> statements(ApplicationBuilder builder, PgBouncer pooler) {
    int before = server.log().length();
    try (Application application = builder.start()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("1", ask(application, pooler.url(), "SELECT 1"));
      }
      application.tell(
          "transaction-of-own",
          pooler.url() + "?sslmode=disable",
          server.user(),
          server.password(),
          "SELECT 2");
    }
    Set<String> all = new TreeSet<>();
    Matcher statement = STATEMENT.matcher(server.log().substring(before));
    while (statement.find()) {
      // PgBouncer itself gives a server connection what its client's startup packet has.
      if (!statement.group(1).startsWith("SET DateStyle=")) {
        all.add(statement.group(1));
      }
    }
    assertTrue(all.contains("SELECT 2"), all::toString);
    return all;
  }

  @Test
  void ofTheServerItselfNothingIsClaimed() {
    try (Application application = Application.with().start()) {
      assertEquals("1", ask(application, server.url(), "SELECT 1"));
      Eventually.equal(
          true,
          () -> application
                  .metrics()
                  .value("tripmeter_round_trips_total", "pool", "none", "kind", "query")
                  .orElse(0.0)
              > 0,
          application::output);
      assertEquals(List.of(), application.said("DB endpoint"));
      assertTrue(
          Arrays.stream(application.metrics().toString().split("\n"))
              .noneMatch(line -> line.startsWith("tripmeter_pooler_info")),
          application::output);
    }
  }

  @Test
  void aMigrationThroughItIsTold() throws IOException {
    Files.writeString(scripts.resolve("V1__seen.sql"), "CREATE TABLE seen (number int);");
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, server).poolSize(4).start();
        Application application =
            Application.with().classPath(Libraries.flyway()).start()) {
      assertEquals(
          "migrated",
          application.tell(
              "migrate-url",
              pooler.url() + "?sslmode=disable",
              server.user(),
              server.password(),
              scripts.toString()),
          application::output);
      String line = application.await("migration runs through a pooler that may share sessions");
      assertTrue(line.contains("address=127.0.0.1:" + pooler.port()), line);
    }
  }
}

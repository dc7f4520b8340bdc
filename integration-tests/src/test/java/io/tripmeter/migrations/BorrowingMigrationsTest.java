package io.tripmeter.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration written in Java borrows from the application's pool: sessions, and how it ends, as without Tripmeter. */
final class BorrowingMigrationsTest {
  private static final String TIMES = "200";

  @TempDir
  private Path directory;

  private final PostgresServer server = PostgresServer.shared();
  private final Link link = Link.to(server).open();
  private final Link direct = Link.to(server).open();
  private String scripts;

  @BeforeEach
  void writeScript() {
    scripts = new Scripts(directory).flyway("scripts", "CREATE TABLE t (a int);");
  }

  @AfterEach
  void close() {
    link.close();
    direct.close();
  }

  /** Flyway needs two connections: with one it waits for the pool and gives up. */
  private List<String> endings(ApplicationBuilder builder) {
    List<String> endings = new ArrayList<>();
    try (Application application = builder.start()) {
      for (int size = 1; size <= 3; size++) {
        String pool = "of-" + size;
        server.execute("CREATE SCHEMA borrowing AUTHORIZATION app");
        try {
          link.resetPeak();
          application.pool(
              pool,
              server,
              server.url(link) + "?currentSchema=borrowing",
              "maximumPoolSize=" + size,
              "connectionTimeout=500");
          endings.add(application
              .tell("migrate-borrowing", pool, TIMES, "1", scripts, "connectRetries=0")
              .replaceAll("after \\d+ms", "in time"));
          assertTrue(link.peak() <= size, () -> link.peak() + "\n" + application.output());
          application.tell("close", pool);
          Eventually.equal(0, link::open, application::output);
        } finally {
          server.execute("DROP SCHEMA borrowing CASCADE");
        }
      }
    }
    return endings;
  }

  @Test
  void endsAsWithoutTripmeterWhateverThePoolsSizeAndWhetherTimeoutsAreAskedFor() {
    List<String> bare = endings(Timeouts.notAskedFor(directory).withoutAgent());
    assertEquals("migrated sessions=1", bare.get(2));
    assertEquals(bare, endings(Timeouts.notAskedFor(directory)));
    assertEquals(bare, endings(Timeouts.askedFor(directory)));
  }

  private void migrateElsewhere(Application application, String... arguments) {
    server.execute("CREATE SCHEMA borrowing AUTHORIZATION app");
    try {
      application.pool(
          "main", server, server.url(link) + "?currentSchema=borrowing", "maximumPoolSize=3");
      application.warmedUp("main");
      Link.Count before = link.mark();
      String[] command = new String[arguments.length + 2];
      command[0] = "migrate-borrowing";
      command[1] = "main";
      System.arraycopy(arguments, 0, command, 2, arguments.length);
      assertEquals("migrated sessions=1", application.tell(command), application::output);
      assertEquals(0, link.since(before).connections());
      Eventually.equal(0, direct::open, application::output);
      assertEquals(3, link.open());
    } finally {
      server.execute("DROP SCHEMA borrowing CASCADE");
    }
  }

  @Test
  void atAnotherEndpointItHasNoMoreConnectionsThanThePoolMayHaveUntilItEnds() {
    try (Application application = Timeouts.askedFor(directory)
        .setting("endpoint.direct", direct.host() + ":" + direct.port())
        .start()) {
      migrateElsewhere(application, TIMES, "1", scripts);
      assertTrue(direct.peak() <= 3, () -> direct.peak() + "\n" + application.output());
      assertTrue(
          direct.count().connections() <= 3, () -> direct.count() + "\n" + application.output());
    }
  }

  @Test
  void atAnotherEndpointThatCannotBeReachedItUsesThePools() {
    direct.refuse();
    try (Application application = Timeouts.askedFor(directory)
        .setting("endpoint.direct", direct.host() + ":" + direct.port())
        .start()) {
      link.resetPeak();
      server.execute("CREATE SCHEMA borrowing AUTHORIZATION app");
      application.pool(
          "main", server, server.url(link) + "?currentSchema=borrowing", "maximumPoolSize=3");
      application.warmedUp("main");
      assertEquals(
          "migrated sessions=1",
          application.tell("migrate-borrowing", "main", TIMES, "1", scripts),
          application::output);
      assertTrue(link.peak() <= 4, () -> link.peak() + "\n" + application.output());
      application.await("migration goes as given, the direct endpoint cannot be used");
    } finally {
      server.execute("DROP SCHEMA borrowing CASCADE");
    }
  }
}

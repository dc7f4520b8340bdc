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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration written in Java borrows from the application's pool: sessions, and how it ends, as without Tripmeter. */
final class BorrowingMigrationsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String TIMES = "200";

  @TempDir
  private static Path directory;

  private static Link link;
  private static Link direct;
  private static Link away;
  private static String scripts;
  private static Application application;

  /** One for all: timeouts are asked for but for some pools, and some have a direct endpoint. */
  @BeforeAll
  static void start() {
    link = Link.to(SERVER).open();
    direct = Link.to(SERVER).open();
    away = Link.to(SERVER).open();
    away.refuse();
    scripts = new Scripts(directory).flyway("scripts", "CREATE TABLE t (a int);");
    ApplicationBuilder builder = Timeouts.askedFor(directory)
        .setting("pools.elsewhere.endpoint.direct", direct.host() + ":" + direct.port())
        .setting("pools.away.endpoint.direct", away.host() + ":" + away.port());
    for (int size = 1; size <= 3; size++) {
      for (String key : Timeouts.KEYS) {
        builder.setting("pools.free-" + size + "." + key, "0");
      }
    }
    application = builder.start();
  }

  @AfterAll
  static void stop() {
    application.close();
    link.close();
    direct.close();
    away.close();
  }

  @BeforeEach
  void createSchema() {
    SERVER.execute("CREATE SCHEMA borrowing AUTHORIZATION app");
    link.resetPeak();
  }

  @AfterEach
  void dropSchema() {
    SERVER.execute("DROP SCHEMA borrowing CASCADE");
  }

  private static void pool(Application application, String name, int size) {
    application.pool(
        name,
        SERVER,
        SERVER.url(link) + "?currentSchema=borrowing",
        "maximumPoolSize=" + size,
        "connectionTimeout=500");
    // All are there: only what never comes is waited for.
    List<String> all = Collections.nCopies(size, "1");
    Eventually.equal(
        all,
        () -> {
          List<String> answers = application.askAll(name, size, "SELECT 1");
          if (!answers.equals(all)) {
            application.tell("release", name);
          }
          return answers;
        },
        application::output);
  }

  /** With one connection it waits for the pool and gives up: Flyway needs two. */
  private static String migrate(Application application, String pool) {
    return application
        .tell("migrate-borrowing", pool, TIMES, "1", scripts, "connectRetries=0")
        .replaceAll("after \\d+ms", "in time")
        .replaceAll("-+", "-");
  }

  private List<String> endings(Application application, String pools) {
    List<String> endings = new ArrayList<>();
    for (int size = 1; size <= 3; size++) {
      int most = size;
      pool(application, pools + size, size);
      endings.add(migrate(application, pools + size).replace(pools, "pool-"));
      assertTrue(link.peak() <= most, () -> link.peak() + "\n" + application.output());
      application.tell("close", pools + size);
      Eventually.equal(0, link::open, application::output);
      link.resetPeak();
      dropSchema();
      createSchema();
    }
    return endings;
  }

  @Test
  void endsAsWithoutTripmeterWhateverThePoolsSizeAndWhetherTimeoutsAreAskedFor() {
    List<String> bare;
    try (Application without = Timeouts.notAskedFor(directory).withoutAgent().start()) {
      bare = endings(without, "of-");
    }
    assertEquals("migrated sessions=1", bare.get(2));
    assertEquals(bare, endings(application, "of-"));
    assertEquals(bare, endings(application, "free-"));
  }

  private void migrateThree(String pool) {
    pool(application, pool, 3);
    application.warmedUp(pool);
    assertEquals("migrated sessions=1", migrate(application, pool), application::output);
  }

  private void close(String pool) {
    application.tell("close", pool);
    Eventually.equal(0, link::open, application::output);
  }

  @Test
  void atAnotherEndpointItHasNoMoreConnectionsThanThePoolMayHaveUntilItEnds() {
    migrateThree("elsewhere");
    assertTrue(
        direct.count().connections() <= 3, () -> direct.count() + "\n" + application.output());
    Eventually.equal(0, direct::open, application::output);
    assertEquals(3, link.open());
    assertEquals(3, link.peak());
    close("elsewhere");
  }

  @Test
  void atAnotherEndpointThatCannotBeReachedItUsesThePools() {
    migrateThree("away");
    assertTrue(link.peak() <= 4, () -> link.peak() + "\n" + application.output());
    application.await("migration goes as given, the direct endpoint cannot be used");
    close("away");
  }
}

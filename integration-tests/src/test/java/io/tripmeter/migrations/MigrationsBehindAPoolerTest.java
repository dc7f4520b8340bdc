package io.tripmeter.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations longer than the timeouts that were asked for, from an application whose URL names a PgBouncer in transaction mode. */
final class MigrationsBehindAPoolerTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @TempDir
  private static Path directory;

  private static PgBouncer pooler;
  private static Scripts scripts;
  private static Application application;

  @BeforeAll
  static void begin() {
    String newest = PoolerPrograms.PGBOUNCER.get(PoolerPrograms.PGBOUNCER.size() - 1);
    assumeTrue(PoolerPrograms.pgBouncer(newest).isPresent(), "no PgBouncer " + newest);
    pooler = PgBouncer.before(SERVER).version(newest).poolSize(8).start();
    scripts = new Scripts(directory);
    application = Timeouts.askedFor(directory)
        .setting("pools.direct.endpoint.direct", SERVER.host() + ":" + SERVER.port())
        .start();
    // Flyway has a schema of its own to keep its history in.
    for (String schema : new String[] {"pooled", "alone", "direct", "framework"}) {
      SERVER.execute("CREATE SCHEMA " + schema + " AUTHORIZATION app");
    }
  }

  @AfterAll
  static void end() {
    if (pooler != null) {
      application.close();
      pooler.close();
      SERVER.execute("DROP SCHEMA pooled, alone, direct, framework CASCADE");
      SERVER.execute(
          "DROP TABLE IF EXISTS changed, databasechangelog, databasechangeloglock, framework_lock");
    }
  }

  private static int migrate(String name, String directory) {
    application.pool(name, SERVER, pooler.url(), "maximumPoolSize=3");
    application.warmedUp(name);
    return application.order("migrate-pool", name, directory, "defaultSchema=" + name);
  }

  private static String inTransaction(String name) {
    return scripts.flyway(name, "CREATE TABLE " + name + ".t (a int); " + Scripts.sleep());
  }

  @Test
  void withoutAKnownDirectEndpoint() {
    String changelog =
        scripts.changelog("pooled-changes", "CREATE TABLE changed (a int); " + Scripts.sleep());
    int pooled = migrate("pooled", inTransaction("pooled"));
    int alone = migrate(
        "alone",
        scripts.flyway("alone", 1, Scripts.sleep() + " CREATE TABLE alone.t (a int);", false));
    int framework = application.order(
        "liquibase-inside",
        pooler.url() + "?sslmode=disable",
        SERVER.user(),
        SERVER.password(),
        changelog,
        "SELECT 1");
    assertEquals("migrated", application.answer(pooled), application::output);
    assertEquals("migrated", application.answer(alone), application::output);
    assertEquals("migrated 1 1", application.answer(framework), application::output);
    application.await("migration runs through a pooler that may share sessions");
    assertLimited("pooled");
    assertLimited("alone");
    assertNothingLeft();
  }

  @Test
  void withAKnownDirectEndpoint() {
    int direct = migrate("direct", inTransaction("direct"));
    assertEquals("migrated", application.answer(direct), application::output);
    application.await("migration goes to the direct endpoint");
    assertLimited("direct");
    assertNothingLeft();
  }

  /** In a transaction, which is what the timeouts go with there. */
  private static void assertLimited(String pool) {
    assertEquals(
        "failed: 57014",
        application.tell("commit", pool, "SELECT pg_sleep(5)").substring(0, 13),
        application::output);
  }

  private static void assertNothingLeft() {
    assertEquals("0/0/0", pooler.value(Timeouts.QUESTION));
  }
}

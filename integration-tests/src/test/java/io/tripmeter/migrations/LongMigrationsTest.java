package io.tripmeter.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What takes longer than every timeout that was asked for, in one application and each in a schema of its own: all are begun at once, because
 * they only wait.
 */
final class LongMigrationsTest {
  private static final List<String> SCHEMAS =
      List.of("transactional", "bare", "watched", "twice", "url", "spring", "handed", "framework");

  @TempDir
  private static Path directory;

  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final Map<String, Integer> ORDERS = new HashMap<>();
  private static Connection reader;
  private static CompletableFuture<Void> released;
  private static Application application;

  @BeforeAll
  static void begin() throws SQLException {
    for (String schema : SCHEMAS) {
      SERVER.execute("CREATE SCHEMA " + schema + " AUTHORIZATION app");
    }
    Scripts scripts = new Scripts(directory);
    String changelog =
        scripts.changelog("changes", "CREATE TABLE changed (a int); " + Scripts.sleep());
    application = Timeouts.askedFor(directory).start();
    flyway(
        "transactional",
        scripts.flyway("transactional", "CREATE TABLE t (a int); " + Scripts.sleep()));
    scripts.flyway("bare", 1, "CREATE TABLE t AS SELECT 1 AS a;", true);
    scripts.flyway("bare", 2, "CREATE INDEX CONCURRENTLY i ON t (a);", false);
    flyway(
        "bare",
        scripts.flyway("bare", 3, Scripts.sleep() + " CREATE TABLE u (a int);", false),
        "postgresql.transactional.lock=false");
    holdReader();
    flyway(
        "watched",
        scripts.flyway("watched", "ALTER TABLE t ADD b int;"),
        "baselineOnMigrate=true",
        "baselineVersion=0");
    String twice = scripts.flyway("twice", "CREATE TABLE t (a int); " + Scripts.sleep());
    flyway("twice", twice);
    pool("again", "twice");
    ORDERS.put("again", application.order("migrate-pool", "again", twice));
    order("url", "migrate-url", scripts.flyway("url", Scripts.sleep()));
    pool("spring", "spring");
    ORDERS.put("spring", application.order("liquibase-pool", "spring", changelog));
    pool("handed", "handed");
    ORDERS.put("handed", application.order("liquibase-handed", "handed", changelog));
    order("framework", "liquibase-inside", changelog, Timeouts.QUESTION);
    released = CompletableFuture.runAsync(LongMigrationsTest::releaseReader);
  }

  @AfterAll
  static void end() throws SQLException {
    application.close();
    reader.close();
    for (String schema : SCHEMAS) {
      SERVER.execute("DROP SCHEMA " + schema + " CASCADE");
    }
  }

  private static String url(String schema) {
    return SERVER.url() + "?sslmode=disable&currentSchema=" + schema;
  }

  private static void pool(String name, String schema) {
    application.pool(name, SERVER, url(schema), "maximumPoolSize=3");
  }

  private static void flyway(String schema, String scripts, String... settings) {
    pool(schema, schema);
    String[] command = new String[settings.length + 3];
    command[0] = "migrate-pool";
    command[1] = schema;
    command[2] = scripts;
    System.arraycopy(settings, 0, command, 3, settings.length);
    ORDERS.put(schema, application.order(command));
  }

  /** On connections that come from no pool that Tripmeter knows. */
  private static void order(String schema, String command, String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = command;
    all[1] = url(schema);
    all[2] = SERVER.user();
    all[3] = SERVER.password();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    ORDERS.put(schema, application.order(all));
  }

  private static String answer(String name) {
    return application.answer(ORDERS.get(name));
  }

  private static void holdReader() throws SQLException {
    reader = SERVER.connect();
    reader.setAutoCommit(false);
    try (Statement statement = reader.createStatement()) {
      statement.execute("CREATE TABLE watched.t (a int)");
      reader.commit();
      statement.execute("SELECT * FROM watched.t");
    }
  }

  /** When somebody has waited for it longer than timeouts allow. */
  private static void releaseReader() {
    Eventually.equal(
        "1",
        () -> SERVER.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            + " AND query LIKE 'ALTER TABLE t %' AND now() - query_start > '" + Scripts.LONG
            + "s'"),
        application::output);
    try {
      reader.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertMigrated(String name) {
    assertEquals("migrated", answer(name), application::output);
  }

  private static void assertLimited(String pool) {
    assertEquals(
        Collections.nCopies(3, Timeouts.ASKED_FOR), application.askAll(pool, 3, Timeouts.QUESTION));
  }

  /** Flyway holds its lock in an open transaction, on a second connection. */
  @Test
  void aScriptInATransaction() {
    assertMigrated("transactional");
    assertLimited("transactional");
  }

  @Test
  void scriptsInNoTransaction() {
    assertMigrated("bare");
    assertEquals("0", SERVER.value("SELECT count(*) FROM bare.u"));
    assertLimited("bare");
  }

  @Test
  void aChangeOfATableThatSomebodyReads() {
    assertMigrated("watched");
    assertLimited("watched");
  }

  @Test
  void twoAtOnceOfWhichOneWaitsForTheOthersLock() {
    assertMigrated("twice");
    assertMigrated("again");
  }

  @Test
  void onConnectionsOfFlywaysOwn() {
    assertMigrated("url");
  }

  @Test
  void liquibasesSpringBean() {
    assertMigrated("spring");
    assertLimited("spring");
  }

  @Test
  void liquibaseOnAPooledConnectionThatIsHandedToIt() {
    assertMigrated("handed");
    assertLimited("handed");
  }

  /** As in Keycloak: a lock in a transaction on one connection, the changes on another, of a pool that nobody knows. */
  @Test
  void liquibaseInsideAFramework() {
    assertEquals(
        "migrated " + Timeouts.ASKED_FOR + " " + Timeouts.ASKED_FOR,
        answer("framework"),
        application::output);
  }
}

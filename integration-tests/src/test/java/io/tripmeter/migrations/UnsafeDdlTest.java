package io.tripmeter.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of Flyway and Liquibase that block a large table: said before they run, with one query, and nothing else is different. */
final class UnsafeDdlTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String WARNING = "a migration blocks a large table";

  @TempDir
  private static Path directory;

  private static Scripts scripts;
  private static Link link;
  private static Application bare;
  private static Application off;
  private static Application advised;

  @BeforeAll
  static void start() {
    scripts = new Scripts(directory);
    link = Link.to(SERVER).open();
    bare = application().withoutAgent().start();
    off = application().setting("migration.advice", "off").start();
    advised = application().start();
  }

  private static ApplicationBuilder application() {
    return Timeouts.notAskedFor(directory);
  }

  @AfterAll
  static void stop() {
    bare.close();
    off.close();
    advised.close();
    link.close();
  }

  private static void create() {
    SERVER.execute("CREATE SCHEMA unsafe AUTHORIZATION app; CREATE SCHEMA data AUTHORIZATION app;"
        + " CREATE TABLE data.orders (id int NOT NULL, n int, v varchar(20));"
        + " INSERT INTO data.orders SELECT g, g, 'x' FROM generate_series(1, 120000) g;"
        + " CREATE TABLE data.small (id int); ALTER TABLE data.orders OWNER TO app;"
        + " ALTER TABLE data.small OWNER TO app; ANALYZE data.orders");
  }

  private static void drop() {
    SERVER.execute("DROP SCHEMA unsafe, data CASCADE");
  }

  private record Outcome(String answer, String history, String tables, long turnArounds) {
    List<String> visible() {
      return List.of(answer, history, tables);
    }
  }

  private Outcome flyway(Application application, String scripts) {
    return run(application, "migrate-url", scripts);
  }

  private Outcome run(Application application, String command, String what) {
    create();
    String url = SERVER.url(link) + "?sslmode=disable&currentSchema=unsafe,data";
    long before = link.turnArounds();
    String answer =
        application.tell(command, url, SERVER.user(), SERVER.password(), what, "SELECT 1");
    String history = command.equals("migrate-url")
        ? SERVER.value("SELECT string_agg(concat_ws(' ', installed_rank, version, type, script,"
            + " checksum, success), ', ') FROM unsafe.flyway_schema_history")
        : SERVER.value("SELECT string_agg(concat_ws(' ', id, exectype, md5sum), ', ')"
            + " FROM unsafe.databasechangelog");
    String tables = SERVER.value("SELECT string_agg(concat_ws(' ', table_name, column_name,"
            + " data_type, is_nullable), ', ' ORDER BY table_name, ordinal_position)"
            + " FROM information_schema.columns WHERE table_schema IN ('unsafe', 'data')")
        + SERVER.value("SELECT string_agg(indexdef, ', ' ORDER BY indexdef) FROM pg_indexes"
            + " WHERE schemaname IN ('unsafe', 'data')");
    drop();
    return new Outcome(answer, history, tables, link.turnArounds() - before);
  }

  private List<String> warnings() {
    return new ArrayList<>(advised.said(WARNING));
  }

  private List<String> since(List<String> before) {
    return advised.said(WARNING).subList(before.size(), advised.said(WARNING).size());
  }

  private static void assertHas(String line, String... parts) {
    for (String part : parts) {
      assertTrue(line.contains(part), part + " in " + line);
    }
  }

  @Test
  void aScriptOfFlywaysInATransaction() {
    String folder = scripts.flyway("in-transaction", """
        CREATE TABLE fresh AS SELECT g AS id FROM generate_series(1, 120000) g;
        CREATE INDEX fresh_id ON fresh (id);
        CREATE INDEX small_id ON small (id);
        ALTER TABLE orders ALTER v TYPE varchar(50);
        -- Somebody waits here.

        CREATE INDEX orders_n
          ON orders (n);
        ALTER TABLE orders ADD note int NOT NULL DEFAULT 0;
        ALTER TABLE orders ALTER n TYPE bigint;
        """);
    List<String> before = warnings();
    Outcome without = flyway(bare, folder);
    Outcome silent = flyway(off, folder);
    Outcome ours = flyway(advised, folder);
    assertEquals("migrated", without.answer(), bare::output);
    assertEquals(without.visible(), silent.visible());
    assertEquals(without.visible(), ours.visible(), advised::output);
    // One for small, one for orders.
    assertEquals(silent.turnArounds() + 2, ours.turnArounds(), advised::output);
    assertTrue(silent.turnArounds() <= without.turnArounds(), silent + " " + without);
    assertEquals(List.of(), off.said(WARNING));
    List<String> said = since(before);
    assertEquals(2, said.size(), said::toString);
    assertHas(
        said.get(0),
        "problem=\"builds an index\"",
        "lock=\"SHARE: nobody writes meanwhile\"",
        "instead=\"CREATE INDEX CONCURRENTLY",
        "table=orders",
        "rows=120000",
        "script=V1__script.sql line=7",
        "sql=\"CREATE INDEX orders_n ON orders (n)\"");
    assertHas(said.get(1), "lock=\"ACCESS EXCLUSIVE", "line=10");
  }

  /** A query of ours would take the snapshot of the transaction before the lock. */
  @Test
  void nothingIsAskedBeforeALockInATransaction() {
    String folder = scripts.flyway("locked", """
        CREATE TABLE opened (id int);
        LOCK TABLE orders;
        CREATE INDEX locked_n ON orders (n);
        """);
    List<String> before = warnings();
    Outcome silent = flyway(off, folder);
    Outcome ours = flyway(advised, folder);
    assertEquals(silent.visible(), ours.visible(), advised::output);
    assertEquals(silent.turnArounds() + 1, ours.turnArounds(), advised::output);
    List<String> said = since(before);
    assertEquals(1, said.size(), said::toString);
    assertHas(said.get(0), "problem=\"builds an index\"");
  }

  @Test
  void aScriptInNoTransactionAndOneOfSeveralTexts() {
    String folder = scripts.flyway(
        "bare", 1, "CREATE INDEX orders_id ON orders (id);\nREINDEX TABLE orders;\n", false);
    List<String> before = warnings();
    Outcome without = flyway(bare, folder);
    Outcome silent = flyway(off, folder);
    Outcome ours = flyway(advised, folder);
    assertEquals(without.visible(), ours.visible(), advised::output);
    assertEquals(silent.turnArounds() + 1, ours.turnArounds(), advised::output);
    List<String> said = since(before);
    assertEquals(2, said.size(), said::toString);
    assertHas(said.get(1), "REINDEX ... CONCURRENTLY", "line=2");
  }

  @Test
  void aMigrationThatFailsFailsEqually() {
    String folder = scripts.flyway(
        "failing", "ALTER TABLE orders ADD CHECK (n > 5);\nSELECT nothing FROM orders;\n");
    List<String> before = warnings();
    Outcome without = flyway(bare, folder);
    Outcome ours = flyway(advised, folder);
    assertTrue(without.answer().contains("23514"), without.answer());
    assertEquals(without.visible(), ours.visible(), advised::output);
    assertEquals(1, since(before).size());
  }

  /** In a transaction, which goes on behind the savepoint; nothing is known then, and nothing reported. */
  @Test
  void aQueryThatIsRefusedFailsNothing() {
    String folder = scripts.flyway("refused", "CREATE INDEX refused ON orders (n, id);");
    List<String> before = warnings();
    Outcome without = flyway(bare, folder);
    SERVER.execute("REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC");
    try {
      Outcome ours = flyway(advised, folder);
      assertEquals("migrated", ours.answer(), advised::output);
      assertEquals(without.visible(), ours.visible());
    } finally {
      SERVER.execute("GRANT SELECT ON pg_catalog.pg_constraint TO PUBLIC");
    }
    assertEquals(List.of(), since(before));
    advised.await("a statement could not be looked at; it is not affected");
  }

  /** As in Keycloak, on a connection of a pool that nobody knows; the whole changeset is one text. */
  @Test
  void aChangesetOfLiquibases() {
    String changelog = scripts.changelog(
        "unsafe-changes",
        "ALTER TABLE orders ADD x int;\nALTER TABLE orders ALTER n SET NOT NULL;");
    List<String> before = warnings();
    Outcome without = run(bare, "liquibase-inside", changelog);
    Outcome silent = run(off, "liquibase-inside", changelog);
    Outcome ours = run(advised, "liquibase-inside", changelog);
    assertEquals("migrated 1 1", without.answer(), bare::output);
    assertEquals(without.visible(), ours.visible(), advised::output);
    // One for orders, one for the table that the framework locks.
    assertEquals(silent.turnArounds() + 2, ours.turnArounds(), advised::output);
    List<String> said = since(before);
    assertEquals(1, said.size(), said::toString);
    assertHas(
        said.get(0),
        "problem=\"reads the whole table\"",
        "script=unsafe-changes.sql changeset=we:unsafe-changes",
        "sql=\"ALTER TABLE orders ALTER n SET NOT NULL\"");
  }
}

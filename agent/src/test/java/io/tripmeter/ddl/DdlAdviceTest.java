package io.tripmeter.ddl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a statement, on a large table that has had its columns before. */
class DdlAdviceTest {
  private static final String COLUMNS = String.join(
      "\n",
      "id\tinteger\tt\tf",
      "n\tinteger\tf\tf",
      "checked\tinteger\tf\tt",
      "v\tcharacter varying(20)\tf\tf",
      "free\tcharacter varying\tf\tf",
      "t\ttext\tf\tf",
      "c\tcharacter(4)\tf\tf",
      "d\tnumeric(10,2)\tf\tf",
      "at\ttimestamp(3) without time zone\tf\tf",
      "net\tcidr\tf\tf",
      "bits\tbit varying(8)\tf\tf",
      "own\tmood\tf\tf",
      "list\tinteger[]\tf\tf");

  private static Table table(String kind, String persistence, String rows, String pages) {
    return new Table(kind, persistence, "t", rows, pages, "heap", "orders_pkey\ni", COLUMNS);
  }

  private static final Table LARGE = table("r", "p", "1.2e+06", "20000");

  private static List<Risk> risks(String sql, int version, Table table) {
    List<Risk> found = new ArrayList<>();
    for (List<Token> tokens : Statements.of(sql)) {
      for (Change change : Statement.of(tokens).changes()) {
        if (table.suffers(change, version, false)) {
          found.add(change.risk);
        }
      }
    }
    return found;
  }

  /** Versions of PostgreSQL in which it is found; in the others it is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Types.
        "TYPE | 9-18 | ALTER TABLE orders ALTER COLUMN n TYPE bigint",
        "TYPE | 9-18 | alter table only public.orders alter n set data type int8",
        "TYPE | 9-18 | ALTER TABLE IF EXISTS \"orders\" ALTER \"n\" TYPE text USING n::text",
        "TYPE | 9-18 | ALTER TABLE orders ALTER n TYPE numeric(12,2)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER v TYPE varchar(10)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER free TYPE varchar(10)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER t TYPE varchar(200)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER t TYPE jsonb USING t::jsonb",
        "TYPE | 9-18 | ALTER TABLE orders ALTER c TYPE text",
        "TYPE | 9-18 | ALTER TABLE orders ALTER c TYPE char(8)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER d TYPE numeric(12,3)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER d TYPE numeric(9,2)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER at TYPE timestamp(0)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER at TYPE timestamptz",
        "TYPE | 9-18 | ALTER TABLE orders ALTER v TYPE text USING upper(v)",
        "TYPE | 9-18 | ALTER TABLE orders ALTER v TYPE text USING (coalesce(v, ''))",
        "TYPE | 9-18 | ALTER TABLE orders ALTER bits TYPE varbit(4)",
        "none | 9-18 | ALTER TABLE orders ALTER v TYPE varchar(50)",
        "none | 9-18 | ALTER TABLE orders ALTER v TYPE character varying",
        "none | 9-18 | ALTER TABLE orders ALTER v TYPE text",
        "none | 9-18 | ALTER TABLE orders ALTER v TYPE text USING v::text",
        "none | 9-18 | ALTER TABLE orders ALTER v TYPE text USING (v)",
        "none | 9-18 | ALTER TABLE orders ALTER t TYPE varchar",
        "none | 9-18 | ALTER TABLE orders ALTER n TYPE int4",
        "none | 9-18 | ALTER TABLE orders ALTER d TYPE numeric(12,2)",
        "none | 9-18 | ALTER TABLE orders ALTER d TYPE numeric",
        "none | 9-18 | ALTER TABLE orders ALTER at TYPE timestamp(6) without time zone",
        "none | 9-18 | ALTER TABLE orders ALTER at TYPE timestamp",
        "none | 9-18 | ALTER TABLE orders ALTER net TYPE inet",
        "none | 9-18 | ALTER TABLE orders ALTER bits TYPE bit varying(16)",
        "none | 9-18 | ALTER TABLE orders ALTER own TYPE other",
        "none | 9-18 | ALTER TABLE orders ALTER list TYPE bigint[]",
        "none | 9-18 | ALTER TABLE orders ALTER nowhere TYPE bigint",
        "none | 9-18 | ALTER TABLE orders ALTER n TYPE mood",
        // New columns.
        "none | 9-18 | ALTER TABLE orders ADD COLUMN x int",
        "none | 9-18 | ALTER TABLE orders ADD x int NULL",
        "none | 9-18 | ALTER TABLE orders ADD x int DEFAULT NULL",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD COLUMN x int DEFAULT 0",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD x int NOT NULL DEFAULT 0",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD x numeric(10, 2) DEFAULT (1 + 2) NOT NULL",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD x timestamptz NOT NULL DEFAULT now()",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD x timestamptz DEFAULT CURRENT_TIMESTAMP",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD x uuid DEFAULT app.gen_random_uuid()",
        "OLD_DEFAULT | 9-10 | ALTER TABLE orders ADD x int DEFAULT my_number()",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD x uuid DEFAULT gen_random_uuid()",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD x uuid NOT NULL DEFAULT uuid_generate_v4()",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD x timestamptz DEFAULT clock_timestamp()",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD x float8 DEFAULT (1 + pg_catalog.random())",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD x bigint DEFAULT nextval('s')",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD x bigserial PRIMARY KEY",
        "NEW_COLUMN | 9-18 | ALTER TABLE orders ADD COLUMN IF NOT EXISTS x serial",
        "NEW_COLUMN | 10-18 | ALTER TABLE orders ADD x int GENERATED ALWAYS AS IDENTITY",
        "NEW_COLUMN | 10-18 | ALTER TABLE orders ADD x int GENERATED BY DEFAULT AS IDENTITY (START 5)",
        "NEW_COLUMN | 12-18 | ALTER TABLE orders ADD x int GENERATED ALWAYS AS (n * 2) STORED",
        "none | 18-18 | ALTER TABLE orders ADD x int GENERATED ALWAYS AS (n * 2) VIRTUAL",
        "none | 18-18 | ALTER TABLE orders ADD x int GENERATED ALWAYS AS (n * 2)",
        "none | 9-18 | ALTER TABLE orders ADD COLUMN IF NOT EXISTS n serial",
        "NOT_NULL_COLUMN | 9-18 | ALTER TABLE orders ADD x int NOT NULL",
        "UNIQUE | 9-18 | ALTER TABLE orders ADD x int UNIQUE",
        "CHECK | 9-18 | ALTER TABLE orders ADD x int CHECK (x > 0)",
        "none | 9-18 | ALTER TABLE orders ADD x int REFERENCES customers (id)",
        "none | 9-18 | ALTER TABLE orders ADD x text DEFAULT NULL COLLATE \"C\"",
        // The rest of ALTER TABLE.
        "PERSISTENCE | 9-18 | ALTER TABLE orders SET UNLOGGED",
        "none | 9-18 | ALTER TABLE orders SET LOGGED",
        "ACCESS_METHOD | 15-18 | ALTER TABLE orders SET ACCESS METHOD columnar",
        "none | 15-18 | ALTER TABLE orders SET ACCESS METHOD heap",
        "TABLESPACE | 9-18 | ALTER TABLE orders SET TABLESPACE fast",
        "none | 9-18 | ALTER TABLE orders SET (fillfactor = 70)",
        "none | 9-18 | ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b",
        "none | 9-18 | ALTER TABLE orders RENAME COLUMN n TO m",
        "none | 9-18 | ALTER TABLE orders DROP COLUMN n",
        "none | 9-18 | ALTER TABLE orders ALTER n SET DEFAULT random()",
        "none | 9-18 | ALTER TABLE orders ALTER n SET STORAGE PLAIN",
        "none | 9-18 | ALTER TABLE orders CLUSTER ON i",
        "NOT_NULL | 9-18 | ALTER TABLE orders ALTER COLUMN n SET NOT NULL",
        "NOT_NULL | 9-11 | ALTER TABLE orders ALTER checked SET NOT NULL",
        "none | 9-18 | ALTER TABLE orders ALTER id SET NOT NULL",
        "none | 9-18 | ALTER TABLE orders ALTER n DROP NOT NULL",
        "NOT_NULL | 18-18 | ALTER TABLE orders ADD CONSTRAINT x NOT NULL n",
        "none | 18-18 | ALTER TABLE orders ADD CONSTRAINT x NOT NULL n NOT VALID",
        "CHECK | 9-18 | ALTER TABLE orders ADD CONSTRAINT x CHECK (n > 0)",
        "CHECK | 9-18 | ALTER TABLE orders ADD CHECK (n > 0 OR n IS NULL)",
        "none | 9-18 | ALTER TABLE orders ADD CONSTRAINT x CHECK (n > 0) NOT VALID",
        "none | 18-18 | ALTER TABLE orders ADD CONSTRAINT x CHECK (n > 0) NOT ENFORCED",
        "FOREIGN_KEY | 9-18 | ALTER TABLE orders ADD CONSTRAINT x FOREIGN KEY (n) REFERENCES c (id)",
        "FOREIGN_KEY | 9-18 | ALTER TABLE orders ADD FOREIGN KEY (n) REFERENCES c ON DELETE CASCADE",
        "none | 9-18 | ALTER TABLE orders ADD FOREIGN KEY (n) REFERENCES c NOT VALID",
        "none | 9-18 | ALTER TABLE orders VALIDATE CONSTRAINT x",
        "UNIQUE | 9-18 | ALTER TABLE orders ADD PRIMARY KEY (id)",
        "UNIQUE | 9-18 | ALTER TABLE orders ADD CONSTRAINT x UNIQUE (n)",
        "UNIQUE | 15-18 | ALTER TABLE orders ADD UNIQUE NULLS NOT DISTINCT (n)",
        "none | 9-18 | ALTER TABLE orders ADD CONSTRAINT x UNIQUE USING INDEX i",
        "none | 9-18 | ALTER TABLE orders ADD PRIMARY KEY USING INDEX i",
        "none | 9-18 | ALTER TABLE orders ADD EXCLUDE USING gist (v WITH =)",
        "none | 9-18 | ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
        // Other statements.
        "INDEX | 9-18 | CREATE INDEX x ON orders (n)",
        "INDEX | 9-18 | CREATE UNIQUE INDEX ON public.orders USING btree (n) WHERE n > 0",
        "INDEX | 9-18 | CREATE INDEX IF NOT EXISTS x ON orders (n)",
        "none | 9-18 | CREATE INDEX IF NOT EXISTS i ON orders (n)",
        "none | 9-18 | CREATE INDEX CONCURRENTLY x ON orders (n)",
        "none | 9-18 | CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS x ON orders (n)",
        "none | 11-18 | CREATE INDEX x ON ONLY orders (n)",
        "none | 9-18 | DROP INDEX i",
        "REINDEX | 9-18 | REINDEX TABLE orders",
        "REINDEX | 9-18 | REINDEX (VERBOSE) INDEX orders_pkey",
        "none | 12-18 | REINDEX TABLE CONCURRENTLY orders",
        "none | 14-18 | REINDEX (CONCURRENTLY) TABLE orders",
        "none | 9-18 | REINDEX DATABASE app",
        "CLUSTER | 9-18 | CLUSTER orders USING i",
        "CLUSTER | 9-16 | CLUSTER i ON orders",
        "none | 9-18 | CLUSTER",
        "VACUUM_FULL | 9-18 | VACUUM FULL orders",
        "VACUUM_FULL | 9-18 | VACUUM (ANALYZE, FULL) orders",
        "none | 9-18 | VACUUM (FULL false) orders",
        "none | 9-18 | VACUUM ANALYZE orders",
        "LOCK_TABLE | 9-18 | LOCK TABLE orders",
        "LOCK_TABLE | 9-18 | LOCK orders IN SHARE ROW EXCLUSIVE MODE NOWAIT",
        "none | 9-18 | LOCK TABLE orders IN ROW EXCLUSIVE MODE",
        "none | 9-18 | LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE",
        "REFRESH | 9-18 | REFRESH MATERIALIZED VIEW orders",
        "none | 9-18 | REFRESH MATERIALIZED VIEW CONCURRENTLY orders",
        "none | 9-18 | REFRESH MATERIALIZED VIEW orders WITH NO DATA",
        "none | 9-18 | INSERT INTO orders SELECT 'ALTER TABLE orders SET UNLOGGED'",
        "none | 9-18 | UPDATE orders SET n = 1 -- ALTER TABLE orders SET UNLOGGED",
        "none | 9-18 | DO $$ BEGIN ALTER TABLE orders SET UNLOGGED; END $$",
        "none | 9-18 | DROP TABLE orders",
        "none | 9-18 | SELECT 1",
      })
  void findsWhatTheTableSuffersFrom(String risk, String versions, String sql) {
    String[] range = versions.split("-");
    for (int version : new int[] {9, 10, 11, 12, 13, 14, 15, 16, 17, 18}) {
      boolean within =
          version >= Integer.parseInt(range[0]) && version <= Integer.parseInt(range[1]);
      if (within) {
        assertEquals(
            risk.equals("none") ? List.of() : List.of(Risk.valueOf(risk)),
            risks(sql, version, LARGE),
            version + ": " + sql);
      } else if (risk.equals("OLD_DEFAULT")) {
        assertEquals(List.of(), risks(sql, version, LARGE), version + ": " + sql);
      }
    }
  }

  private static final String INDEX = "CREATE INDEX x ON orders (n)";

  @Test
  void aSmallTableAnUnknownSizeAndATemporaryTableSufferFromNothing() {
    for (Table table : List.of(
        table("r", "p", "99999", "12799"),
        table("r", "p", "-1", "0"),
        table("r", "t", "1e6", "20000"),
        table("v", "p", "0", "0"),
        table("f", "p", "1e6", "20000"),
        new Table("r", "p", "t", null, null, null, null, null))) {
      assertEquals(List.of(), risks(INDEX, 18, table));
    }
    assertEquals(List.of(Risk.INDEX), risks(INDEX, 18, table("r", "p", "100000", "1")));
    assertEquals(List.of(Risk.INDEX), risks(INDEX, 18, table("r", "p", "10", "12800")));
  }

  @Test
  void aPartitionedTableHasAnotherAdvice() {
    Table parent = table("p", "p", "1e7", "1");
    assertEquals(List.of(Risk.INDEX), risks(INDEX, 18, parent));
    assertTrue(Risk.INDEX.instead(18, true).contains("ON ONLY the parent"));
    assertFalse(Risk.INDEX.instead(18, false).contains("ON ONLY"));
    assertEquals(List.of(), risks("ALTER TABLE orders ADD UNIQUE (n)", 18, parent));
    String key = "ALTER TABLE orders ADD FOREIGN KEY (n) REFERENCES c";
    assertEquals(List.of(), risks(key, 17, parent));
    assertEquals(List.of(Risk.FOREIGN_KEY), risks(key, 18, parent));
  }

  @Test
  void theSaferFormIsOneThatTheServerHas() {
    assertTrue(Risk.NOT_NULL.instead(18, false).startsWith("ADD CONSTRAINT ... NOT NULL"));
    assertTrue(Risk.NOT_NULL.instead(12, false).endsWith("does not read then"));
    assertTrue(Risk.NOT_NULL.instead(11, false).endsWith("alone"));
    assertTrue(Risk.REINDEX.instead(12, false).contains("REINDEX ... CONCURRENTLY"));
    assertFalse(Risk.REINDEX.instead(11, false).contains("REINDEX ... CONCURRENTLY"));
  }

  @Test
  void inUtcATimestampBecomesOneWithTimeZoneAsItIs() {
    Change change = Statement.of(
            Statements.of("ALTER TABLE orders ALTER at TYPE timestamptz").get(0))
        .changes()
        .get(0);
    assertTrue(LARGE.suffers(change, 18, false));
    assertFalse(LARGE.suffers(change, 12, true));
    assertTrue(LARGE.suffers(change, 11, true));
  }

  @Test
  void everyFormOfAStatementIsSeen() {
    String sql = "ALTER TABLE orders ADD x int, ALTER n TYPE bigint, ADD CHECK (n > 0); " + INDEX;
    assertEquals(List.of(Risk.TYPE, Risk.CHECK, Risk.INDEX), risks(sql, 18, LARGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE orders (id int)",
        "CREATE TEMP TABLE orders AS SELECT 1",
        "CREATE LOCAL TEMPORARY TABLE orders (id int)",
        "CREATE UNLOGGED TABLE app.orders (id int)",
        "CREATE MATERIALIZED VIEW orders AS SELECT 1",
        "TRUNCATE TABLE ONLY orders",
        "TRUNCATE another, ONLY app.orders * CASCADE"
      })
  void whatTheMigrationCreatesOrEmptiesIsHarmless(String sql) {
    MigratedTables tables = new MigratedTables();
    Statement.of(Statements.of(sql).get(0)).harmless().forEach(tables::created);
    TableName orders = new TableName(null, "orders");
    assertTrue(tables.isHarmless(Change.of(Risk.INDEX, orders)));
    assertFalse(tables.isHarmless(Change.of(Risk.INDEX, new TableName(null, "other"))));
  }

  @Test
  void anotherSchemasTableIsAnotherTable() {
    MigratedTables tables = new MigratedTables();
    tables.created(new TableName("app", "orders"));
    assertFalse(tables.isHarmless(Change.of(Risk.INDEX, new TableName("b", "orders"))));
  }

  @Test
  void oneThatMayExistAlreadyIsAskedFor() {
    String sql = "CREATE TABLE IF NOT EXISTS orders (id int)";
    assertEquals(List.of(), Statement.of(Statements.of(sql).get(0)).harmless());
  }

  @Test
  void aColumnWhoseCheckTheMigrationHasValidatedMayBeSetNotNull() {
    MigratedTables tables = new MigratedTables();
    tables.validated(
        Statement.of(Statements.of("ALTER TABLE orders VALIDATE CONSTRAINT c").get(0))
            .validated());
    TableName orders = new TableName(null, "orders");
    assertTrue(tables.isHarmless(Change.of(Risk.NOT_NULL, orders, "n")));
    assertFalse(tables.isHarmless(Change.of(Risk.CHECK, orders)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "first | LOCK TABLE orders",
        "first | SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "first | SET LOCAL transaction_isolation = 'serializable'",
        "first | SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "first | BEGIN ISOLATION LEVEL REPEATABLE READ",
        "first | START TRANSACTION READ WRITE",
        "names | SET search_path TO a, b",
        "names | SET LOCAL search_path = a",
        "names | SET SCHEMA 'a'",
        "names | RESET search_path",
        "names | RESET ALL",
        "names | DISCARD ALL",
        "names | SELECT set_config('search_path', 'a', false)",
        "names | ALTER TABLE orders RENAME TO old",
        "names | ALTER TABLE orders SET SCHEMA archive",
        "neither | SET lock_timeout = '1s'",
        "neither | ALTER TABLE orders SET UNLOGGED",
        "neither | INSERT INTO lock VALUES (1)"
      })
  void whatAStatementDoesToThoseAroundIt(String effect, String sql) {
    List<Token> tokens = Statements.of(sql).get(0);
    assertEquals(effect.equals("first"), Surroundings.comesFirst(tokens));
    assertEquals(effect.equals("names"), Surroundings.changesNames(tokens));
  }

  @Test
  void namesThatMayBeOtherTablesNowAreForgotten() {
    MigratedTables tables = new MigratedTables();
    TableName orders = new TableName(null, "orders");
    tables.put(orders, LARGE);
    tables.created(orders);
    tables.forget();
    assertFalse(tables.isAsked(orders));
    assertFalse(tables.isHarmless(Change.of(Risk.INDEX, orders)));
  }

  @Test
  void ofAStatementThatIsNotAboutTablesOnlyTheFirstTokensAreKept() {
    List<List<Token>> found =
        Statements.of("INSERT INTO t VALUES (1, 2), (3, 4), (5, 6); " + INDEX);
    assertEquals(4, found.get(0).size());
    assertEquals(List.of(Risk.INDEX), risks(INDEX, 18, LARGE));
    assertEquals(Statements.whole(INDEX).get(0).size(), found.get(1).size());
  }

  /** Whatever a script holds, reading it ends and throws nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";;",
        "ALTER TABLE",
        "ALTER TABLE (",
        "ALTER TABLE t ADD",
        "ALTER TABLE t ADD (((",
        "ALTER TABLE t ADD x int DEFAULT",
        "ALTER TABLE t ALTER x TYPE",
        "LOCK",
        "LOCK TABLE a,,",
        "VACUUM FULL ,,",
        "VACUUM (",
        "REINDEX (",
        "CREATE INDEX ON",
        "CREATE",
        "CLUSTER (",
        "ALTER TABLE t ALTER x TYPE a USING ((((",
        "ALTER TABLE t ADD x int GENERATED",
        "ALTER TABLE t ADD x int DEFAULT a.b.",
        "ALTER TABLE a. ADD",
        "ALTER TABLE t ADD CONSTRAINT",
        "ALTER TABLE t ALTER x TYPE numeric(99999999999)",
        "ALTER TABLE U&\"t\" ADD CHECK (a)",
        "ALTER TABLE t ADD x numeric DEFAULT )))",
        "REFRESH MATERIALIZED VIEW"
      })
  void anythingCanBeRead(String sql) {
    for (List<Token> tokens : Statements.of(sql)) {
      for (Change change : Statement.of(tokens).changes()) {
        LARGE.suffers(change, 18, false);
      }
    }
  }
}

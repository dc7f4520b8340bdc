package io.tripmeter.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "SELECT 1 # SELECT ?",
        "select * from t where a = 'x''y' and b=-1.5e-3 # select * from t where a = ? and b=?",
        "SELECT a - 5, a -5, -5, (-5) FROM t LIMIT 10 # SELECT a - ?, a -?, ?, (?) FROM t LIMIT ?",
        "SELECT E'a\\'b', U&'d\\0061t', B'01', X'1F', N'n', e'' # SELECT ?, ?, ?, ?, ?, ?",
        "SELECT $$it's$$, $tag$ $$ 'x' $tag$, $1, $23 # SELECT ?, ?, ?, ?",
        "SELECT date'2020-01-01', interval '1 day' # SELECT date ?, interval ?",
        "SELECT \"Weird 'Name'\", \"a\"\"b\" FROM \"T\" # SELECT \"Weird 'Name'\", \"a\"\"b\" FROM \"T\"",
        "SELECT a$1b, t1.c2 FROM t1 # SELECT a$1b, t1.c2 FROM t1",
        "SELECT 0x1F, 1_000, 1.5, .5, 1e10 # SELECT ?, ?, ?, ?, ?",
        "SELECT /* a /* nested */ 'c' */ 1 -- 'rest' # SELECT ?",
        "SELECT * FROM t WHERE id IN (?, ?, ?) # SELECT * FROM t WHERE id IN (?...)",
        "SELECT * FROM t WHERE id IN(1) # SELECT * FROM t WHERE id IN (?...)",
        "SELECT * FROM t WHERE id IN ($1::uuid, $2::uuid) # SELECT * FROM t WHERE id IN (?::uuid...)",
        "SELECT * FROM t WHERE (a, b) IN ((1, 2), (3, 4)) # SELECT * FROM t WHERE (a, b) IN ((?...))",
        "INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL),(3,'z') # INSERT INTO t (a, b) VALUES (?...)",
        "INSERT INTO t VALUES (?, now(), ?), (?, now(), ?) # INSERT INTO t VALUES (?, now(), ?)",
        "SELECT coalesce(?, ?), x = ANY(?) # SELECT coalesce(?, ?), x = ANY(?)",
        "SELECT ARRAY[1,2,3], arr[1] # SELECT ARRAY[?...], arr[?]",
        "SELECT a::numeric(10, 2), b->>'k', c ?| array['x'] # SELECT a::numeric(?, ?), b->>?, c ?| array[?...]",
        "SET app.token TO abc.def; SET x = 'y', z; SELECT 1; # SET app.token TO ?; SET x = ?; SELECT ?",
        "ALTER ROLE app SET my.token = hunter2; SELECT a # ALTER ROLE app SET my.token = ?; SELECT a",
        "ALTER DATABASE d SET my.token TO hunter2, x # ALTER DATABASE d SET my.token TO ?",
        "alter system set x=y # alter system set x=?",
        "ALTER ROLE ALL IN DATABASE d SET x = 'a' b # ALTER ROLE ALL IN DATABASE d SET x = ?",
        "CREATE FUNCTION f() RETURNS int SET my.token = hunter2 LANGUAGE sql # CREATE FUNCTION f() RETURNS int SET my.token = ?",
        "SET LOCAL TIME ZONE hunter2 # SET LOCAL TIME ZONE ?",
        "ALTER TABLE t SET (fillfactor = 70), ALTER c SET DEFAULT now() # ALTER TABLE t SET (fillfactor = ?), ALTER c SET DEFAULT now()",
        "UPDATE t SET a = b, c = true WHERE d IS NULL # UPDATE t SET a = b, c = true WHERE d IS NULL",
        "SELECT 'open FROM t # SELECT ?",
        "SELECT $x$ open $y$ # SELECT ?",
        "SELECT a /* open 'x' # SELECT a",
        "SELECT \"open 'x' # SELECT ?",
        "'' # ?"
      })
  void literalsAndListsOfThemBecomeQuestionMarks(String sql, String expected) {
    assertEquals(expected, SqlText.normalise(sql, 1000));
  }

  @Test
  void aLiteralContinuedOnTheNextLineIsOneLiteral() {
    assertEquals("SELECT ? FROM t", SqlText.normalise("SELECT E'a' -- no\n 'b\\'c' FROM t", 100));
    assertEquals("SELECT ?", SqlText.normalise("SELECT 'a'\n\t'b'", 100));
  }

  @Test
  void whiteSpaceIsFolded() {
    assertEquals(
        "SELECT a, b FROM t", SqlText.normalise("  SELECT\n\ta ,\r\n b  FROM   t ; ", 100));
  }

  @Test
  void aLongStatementIsCutButItsIdCoversAllOfIt() {
    String columns = "column_a, column_b, column_c, column_d";
    SqlText first = SqlText.of("SELECT " + columns + " FROM one", 20);
    SqlText second = SqlText.of("SELECT " + columns + " FROM two", 20);
    assertEquals("SELECT column_a, ...", first.text());
    assertEquals(first.text(), second.text());
    assertNotEquals(first.id(), second.id());
  }

  @Test
  void theIdIsStable() {
    String id = SqlText.of("select * from users where id = 42", 100).id();
    assertTrue(id.matches("[0-9a-f]{16}"), id);
    assertEquals(id, SqlText.of("SELECT *\nFROM Users WHERE id=$1", 100).id());
    assertEquals(
        id, SqlText.of("/* from here */ Select * from users where id = 'x'", 10).id());
    assertNotEquals(id, SqlText.of("select * from \"Users\" where id = 42", 100).id());
    assertEquals(
        "92d8d2169de1fdaa",
        SqlText.of("select 1", 100).id(),
        "an id is kept in dashboards: it may not change");
  }

  @Test
  void batchesOfAnySizeAreOneStatement() {
    String id = SqlText.of("INSERT INTO t VALUES (1, 2)", 100).id();
    assertEquals(
        id,
        SqlText.of("INSERT INTO t VALUES (1, 2)" + repeat(", (3, 4)", 5_000), 100)
            .id());
    assertEquals(
        SqlText.of("SELECT 1 FROM t WHERE a IN (1)", 100).id(),
        SqlText.of("SELECT 1 FROM t WHERE a IN (1" + repeat(",2", 20_000) + ")", 100)
            .id());
  }

  @Test
  void noSecretIsShown() {
    for (int seed = 0; seed < 20_000; seed++) {
      String sql = new RandomSql(new Random(seed)).statement();
      String normal = SqlText.normalise(sql, Integer.MAX_VALUE);
      assertFalse(normal.contains(RandomSql.SECRET), () -> "seed: " + sql + "\nbecame " + normal);
    }
  }

  @Test
  void noTextMakesItFail() {
    String alphabet = "'\"$()[],;-/*\\ \n?:eEUu&xax09.+";
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder sql = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String normal = SqlText.normalise(sql.toString(), 30);
      assertTrue(normal.length() <= 30, normal);
    }
  }

  private static String repeat(String text, int times) {
    return text.repeat(times);
  }
}

package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlCommentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        " insert into t values ($1)",
        "with a as (select 1) select * from a",
        "SELECT 'it''s'",
        "VALUES (1)",
        "SELECT 3 - 1 / 2 * 4 FROM \"t\""
      })
  void theseTakeAComment(String text) {
    assertEquals(true, SqlComments.takesComment(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 1 -- all",
        "SELECT 1; SELECT 2",
        "/* all */ SELECT 1",
        "SELECT /* all",
        "SELECT 'x",
        "SELECT $$x$$",
        "SELECT $x$ ' $x$",
        "COMMIT",
        "COPY t FROM STDIN",
        "SELECTED",
        "CREATE VIEW v AS SELECT 1",
        "``"
      })
  void theseGoAsTheyAre(String text) {
    assertEquals(false, SqlComments.takesComment(text));
  }
}

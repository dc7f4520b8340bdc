package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestQueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 1 | true",
        "select 1; | true",
        "/* Health Check */ SELECT 1 | true",
        "SELECT 'x' | true",
        "SELECT '/*', check(), '*/' | false",
        "SELECT now() AS t | true",
        "select current_timestamp | true",
        "-- ping | true",
        "SELECT 1 FROM orders | false",
        "SELECT 1/0 | false",
        "SELECT 1, pg_is_in_recovery() | false",
        "SELECT pg_is_in_recovery() | false",
        "SELECT 1; SELECT 2 | false",
        "SET ROLE app | false",
        "SELECT 1 /* */ WHERE false | false",
      })
  void onlyWhatEveryServerAnswersIsPlain(String query, boolean plain) {
    assertEquals(plain, TestQuery.isPlain(query), query);
  }
}

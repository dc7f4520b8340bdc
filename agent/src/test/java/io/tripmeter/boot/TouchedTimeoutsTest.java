package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts set a timeout themselves, and for how long. */
final class TouchedTimeoutsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET statement_timeout = '5s' | 1",
        "set session lock_timeout to 5 | 2",
        "SET idle_in_transaction_session_timeout=0 | 4",
        "/* why */ SET \"statement_timeout\" = 0 | 1",
        "BEGIN; SET statement_timeout = 1; SET lock_timeout = 1 | 3",
        "SELECT set_config('statement_timeout', '5s', false) | 1",
        "SELECT pg_catalog.set_config( 'lock_timeout' , $1, $2) | 2",
        "SELECT set_config($1, $2, false) | 7"
      })
  void forTheSession(String text, int which) {
    assertEquals(which, TouchedTimeouts.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET LOCAL statement_timeout = '5s' | 1",
        "set  local  lock_timeout to 5 | 2",
        "SELECT set_config('statement_timeout', '5s', true) | 1",
        "SELECT set_config('lock_timeout', $1, TRUE), set_config('statement_timeout', $2, true) | 3"
      })
  void forTheTransaction(String text, int which) {
    assertEquals(which << TouchedTimeouts.IN_TRANSACTION, TouchedTimeouts.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESET statement_timeout | 1",
        "SET statement_timeout = DEFAULT | 1",
        "set session lock_timeout  to default | 2",
        "SET \"lock_timeout\"=default; RESET statement_timeout | 3",
        "SET statement_timeout = 5; RESET statement_timeout | 1",
        "RESET ALL | 7"
      })
  void toTheSessionsDefault(String text, int which) {
    assertEquals(which << TouchedTimeouts.RESET, TouchedTimeouts.of(text));
  }

  @Test
  void allBehindComments() {
    int all = SessionTimeouts.ALL << TouchedTimeouts.RESET;
    assertEquals(all, TouchedTimeouts.of("/* at return */ -- of it\n discard  all"));
  }

  @Test
  void theLastOneCounts() {
    assertEquals(1, TouchedTimeouts.of("RESET statement_timeout; SET statement_timeout = 5"));
    int reset = TouchedTimeouts.of("RESET ALL; SET lock_timeout = 5");
    assertEquals(2, TouchedTimeouts.set(reset));
    assertEquals(5, TouchedTimeouts.reset(reset));
    assertEquals(1, TouchedTimeouts.both(1 << TouchedTimeouts.RESET, 1));
    assertEquals(1 << TouchedTimeouts.RESET, TouchedTimeouts.both(1, 1 << TouchedTimeouts.RESET));
    int both = TouchedTimeouts.of("SET statement_timeout = 5; SET LOCAL lock_timeout = DEFAULT");
    assertEquals(1 | 2 << TouchedTimeouts.IN_TRANSACTION, both);
    assertEquals(3, TouchedTimeouts.any(both));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHOW statement_timeout",
        "SELECT current_setting('statement_timeout')",
        "SELECT set_config('app.tenant', $1, false)",
        "SELECT set_config('search_path', 'a', true)",
        "SET search_path = a",
        "RESET search_path",
        "SELECT 'RESET ALL'",
        "DISCARD PLANS",
        "SELECT statement_timeout FROM settings",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SELECT set_config",
        ""
      })
  void notAtAll(String text) {
    assertEquals(0, TouchedTimeouts.of(text));
  }
}

package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A BEGIN that lifts what it, or the session, would have. */
final class TimeoutTextsTest {
  private static final String RIDING = "BEGIN READ ONLY" + BeginCalls.MARK
      + "statement_timeout=30000;SET LOCAL lock_timeout=5000;SET LOCAL search_path=garden";

  @Test
  void whatRidesIsLeftOut() {
    assertEquals(
        "BEGIN READ ONLY /*tripmeter*/;SET LOCAL lock_timeout=5000;SET LOCAL search_path=garden",
        TimeoutTexts.begin(RIDING, SessionTimeouts.STATEMENT));
    assertEquals(
        "BEGIN READ ONLY /*tripmeter*/;SET LOCAL search_path=garden",
        TimeoutTexts.begin(RIDING, SessionTimeouts.ALL));
  }

  @Test
  void whereNothingElseRidesItIsThePlainBegin() {
    String riding = "BEGIN" + BeginCalls.MARK + "lock_timeout=5000";
    assertEquals("BEGIN", TimeoutTexts.begin(riding, SessionTimeouts.LOCK));
    assertEquals(riding, TimeoutTexts.begin(riding, SessionTimeouts.STATEMENT));
  }

  @Test
  void whatTheSessionHasIsSetToNone() {
    assertEquals(
        "BEGIN /*tripmeter*/;SET LOCAL statement_timeout=0;SET LOCAL lock_timeout=0",
        TimeoutTexts.begin("BEGIN", SessionTimeouts.STATEMENT | SessionTimeouts.LOCK));
  }
}

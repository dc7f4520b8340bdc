package io.tripmeter.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SearchPathTest {
  @Test
  void aStatementHasEveryNameQuoted() {
    assertEquals("\"user\"", SearchPath.of("user").quoted());
    assertEquals("\"Sales\",\"public\"", SearchPath.of("Sales, public").quoted());
    assertEquals("\"a\"\"b,c\"", SearchPath.of("\"a\"\"b,c\"").quoted());
  }

  @Test
  void theStartupPacketHasOnlyFoldedNamesQuoted() {
    assertEquals("user", SearchPath.of("user").asSetting());
    assertEquals("\"Sales\",public", SearchPath.of("Sales, public").asSetting());
    assertEquals("\"$user\"", SearchPath.of("$user").asSetting());
  }

  @Test
  void theServersSearchPathIsComparedRegardlessOfQuotes() {
    assertTrue(SearchPath.of("user").isSame("\"user\""));
    assertTrue(SearchPath.of("garden").isSame("garden"));
    assertTrue(SearchPath.of("garden").isSame("Garden"));
    assertTrue(SearchPath.of("Sales, public").isSame("\"Sales\", public"));
    assertFalse(SearchPath.of("Sales").isSame("Sales"));
    assertFalse(SearchPath.of("a,b").isSame("\"a,b\""));
  }
}

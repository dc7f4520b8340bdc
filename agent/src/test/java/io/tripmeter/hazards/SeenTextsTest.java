package io.tripmeter.hazards;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SeenTextsTest {
  private static final int TEXTS = 10_000;

  private final SeenTexts seen = new SeenTexts();

  private int added(Object place) {
    int added = 0;
    for (int i = 0; i < TEXTS; i++) {
      added += seen.add(place, "SELECT name AS name_" + i + " FROM item WHERE id = ?") ? 1 : 0;
    }
    return added;
  }

  /** Each one that is checked again costs its thread a kilobyte. */
  @Test
  void tenThousandTextsAreRemembered() {
    Object place = new Object();
    added(place);
    int again = added(place);
    assertTrue(again < TEXTS / 20, again + " were checked again");
  }

  @Test
  void aTextIsNewAtEachPlace() {
    assertTrue(seen.add("one", "SET x = 1"));
    assertTrue(seen.add("other", "SET x = 1"));
    assertFalse(seen.add("one", "SET x = 1"));
  }
}

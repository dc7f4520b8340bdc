package io.tripmeter.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlywayHistoryTest {
  private final FlywayHistory history = new FlywayHistory();

  @ParameterizedTest
  @CsvSource({
    "1,        2,         -1",
    "9,        10,        -1",
    "1.2,      1.10,      -1",
    "1,        1.0.0,     0",
    "1_1,      1.1,       0",
    "001,      1,         0",
    "1.1,      1,         1",
    "20261121093000000001, 20261121093000000000, 1",
  })
  void versionsCompareNumberByNumber(String one, String other, int expected) {
    FlywayVersion first = FlywayVersion.of(one);
    FlywayVersion second = FlywayVersion.of(other);
    assertEquals(expected, Integer.signum(first.compareTo(second)));
    assertEquals(-expected, Integer.signum(second.compareTo(first)));
    assertEquals(expected == 0, first.equals(second));
  }

  @Test
  void theLatestVersionCountsWhateverTheOrder() {
    history.add("10", "SQL", true);
    history.add("9", "SQL", true);
    history.add(null, "SQL", true);
    assertNull(history.foundInsteadOf("10"));
    assertNull(history.foundInsteadOf("9.5"));
    assertEquals("version 10", history.foundInsteadOf("10.1"));
  }

  @Test
  void aBaselineCountsAndAnEmptyTableHasNoVersion() {
    assertEquals("no version", history.foundInsteadOf("1"));
    history.add("5", "BASELINE", true);
    assertNull(history.foundInsteadOf("5"));
  }

  @Test
  void aFailedMigrationIsReportedWhateverTheVersion() {
    history.add("10", "SQL", true);
    history.add("11", "SQL", false);
    assertEquals("failed migration 11", history.foundInsteadOf("10"));
  }

  @Test
  void aRevertedVersionDoesNotCount() {
    history.add("10", "SQL", true);
    history.add("11", "SQL", true);
    history.add("11", "UNDO_SQL", true);
    assertEquals("version 10", history.foundInsteadOf("11"));
    history.add("11", "SQL", true);
    assertNull(history.foundInsteadOf("11"));
  }
}

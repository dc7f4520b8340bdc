package io.tripmeter.signals.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestedTimeoutsTest {
  @ParameterizedTest
  @CsvSource({"0, 1s", "500, 1s", "501, 2s", "1000, 2s", "2000, 5s", "5000, 10s", "66000, 200s"})
  void aSuggestedTimeoutIsARoundNumberAndAtLeastTwiceAsLong(long longestMillis, String value) {
    assertEquals(value, SuggestedTimeouts.value(longestMillis));
  }
}

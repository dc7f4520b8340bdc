package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final long MILLI = 1_000_000;

  @Test
  void exportsTheBucketsOfItsBoundsHoweverFineItCounts() {
    Random random = new Random(4711);
    for (Histogram histogram : new Histogram[] {Histogram.ofNanos(), Histogram.ofCounts()}) {
      long[] bounds = histogram.bounds();
      long[] expected = new long[bounds.length + 1];
      long most = 2 * bounds[bounds.length - 1];
      for (int i = 0; i < 20_000; i++) {
        long value = i < bounds.length
            ? bounds[i]
            : (long) Math.exp(random.nextDouble() * Math.log((double) most)) - 1;
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
          bucket++;
        }
        expected[bucket]++;
        histogram.record(value);
      }
      assertArrayEquals(expected, histogram.counts());
      assertEquals(20_000, histogram.count());
    }
  }

  @Test
  void knowsItsLeastAndItsGreatestValue() {
    Histogram histogram = Histogram.ofNanos();
    assertEquals(-1, histogram.least());
    assertEquals(-1, histogram.greatest());
    assertEquals(-1, histogram.quantile(0.5));
    histogram.record(220_123_456);
    histogram.record(219_876_543);
    histogram.record(15_000 * MILLI);
    assertEquals(219_876_543, histogram.least());
    assertEquals(15_000 * MILLI, histogram.greatest());
    assertEquals(15_000 * MILLI, histogram.quantile(0.95));
  }

  @Test
  void aValueThatMayNotBeTheLeastIsCountedLikeOthers() {
    Histogram histogram = Histogram.ofNanos();
    histogram.record(30_000, false);
    assertEquals(-1, histogram.least());
    histogram.record(220 * MILLI);
    histogram.record(30_000, false);
    assertEquals(220 * MILLI, histogram.least());
    assertEquals(3, histogram.count());
  }

  @Test
  void aQuantileIsAtMostAQuarterTooMuch() {
    Random random = new Random(4711);
    Histogram histogram = Histogram.ofNanos();
    long[] values = new long[5_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 50_000 + (long) (random.nextDouble() * random.nextDouble() * 300 * MILLI);
      histogram.record(values[i]);
    }
    Arrays.sort(values);
    for (double share : new double[] {0.01, 0.5, 0.95, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      long told = histogram.quantile(share);
      assertTrue(told >= exact && told <= 1.26 * exact, share + ": " + exact + ", " + told);
    }
  }

  @Test
  void smallNumbersAreExact() {
    for (int value = 0; value < 9; value++) {
      Histogram histogram = Histogram.ofCounts();
      histogram.record(value);
      histogram.record(1_000);
      assertEquals(value, histogram.quantile(0.5));
    }
  }

  @Test
  void aSumOfTwoHasTheExtremesOfBoth() {
    Histogram sum = Histogram.ofCounts();
    Histogram few = Histogram.ofCounts();
    few.record(2);
    Histogram many = Histogram.ofCounts();
    many.record(70);
    sum.addAll(few);
    sum.addAll(many);
    sum.addAll(Histogram.ofCounts());
    assertEquals(2, sum.least());
    assertEquals(70, sum.greatest());
    assertEquals(72, sum.sum());
    assertEquals(2, sum.count());
  }
}

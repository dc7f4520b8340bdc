package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static int[] fitting(int instances, int available, int... maximums) {
    return new Budget(instances, available, maximums).fitting();
  }

  @Test
  void poolsThatFitStayAsTheyAre() {
    Budget budget = new Budget(4, 100, 20, 5);
    assertEquals(100, budget.needed());
    assertFalse(budget.isExceeded());
    assertArrayEquals(new int[] {20, 5}, budget.fitting());
  }

  @Test
  void oneConnectionOverTheBudgetExceedsIt() {
    Budget budget = new Budget(4, 99, 20, 5);
    assertTrue(budget.isExceeded());
    assertArrayEquals(new int[] {19, 5}, budget.fitting());
  }

  @Test
  void aSinglePoolGetsTheWholeShare() {
    assertArrayEquals(new int[] {24}, fitting(4, 97, 50));
  }

  @Test
  void aSmallPoolBesideALargeOneKeepsOneConnection() {
    assertArrayEquals(new int[] {4, 1}, fitting(1, 5, 100, 1));
  }

  @Test
  void lessThanOneConnectionForEachPoolDoesNotFit() {
    Budget budget = new Budget(50, 97, 10, 10);
    assertFalse(budget.canFit());
    assertArrayEquals(new int[] {1, 1}, budget.fitting());
    assertTrue(new Budget(48, 97, 10, 10).canFit());
    assertFalse(new Budget(2, 0, 1).canFit());
  }

  @Test
  void manyInstancesOfLargePoolsDoNotOverflow() {
    Budget budget = new Budget(100_000, 1_000_000, 10_000, 10_000, 10_000);
    assertEquals(3_000_000_000L, budget.needed());
    assertArrayEquals(new int[] {4, 3, 3}, budget.fitting());
  }

  @Test
  void fittingSizesUseTheWholeShareAndExceedNoMaximum() {
    Random random = new Random(4711);
    for (int round = 0; round < 10_000; round++) {
      int[] maximums = random.ints(1 + random.nextInt(5), 1, 40).toArray();
      int instances = 1 + random.nextInt(6);
      int available = random.nextInt(200);
      Budget budget = new Budget(instances, available, maximums);
      int[] sizes = budget.fitting();
      String what = instances + " x " + Arrays.toString(maximums) + " into " + available + ": "
          + Arrays.toString(sizes);
      for (int i = 0; i < sizes.length; i++) {
        assertTrue(sizes[i] >= 1 && sizes[i] <= maximums[i], what);
      }
      if (budget.isExceeded() && budget.canFit()) {
        assertEquals(available / instances, Arrays.stream(sizes).sum(), what);
      }
    }
  }
}

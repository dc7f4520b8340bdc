package io.tripmeter.endpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OutageTest {
  private final Outage outage = new Outage();

  @Test
  void whileItIsUpEverybodyTries() {
    assertTrue(outage.isToBeTried(0));
    assertTrue(outage.isToBeTried(0));
    assertFalse(outage.ends());
  }

  @Test
  void whileItIsDownNobodyTriesForAWhileAndThenOne() {
    assertTrue(outage.begins(5));
    assertFalse(outage.isToBeTried(4 + Outage.PAUSE_NANOS));
    assertTrue(outage.isToBeTried(5 + Outage.PAUSE_NANOS));
    assertFalse(outage.isToBeTried(6 + Outage.PAUSE_NANOS));
    assertFalse(outage.begins(7 + Outage.PAUSE_NANOS), "known already");
    assertFalse(outage.isToBeTried(8 + Outage.PAUSE_NANOS));
    assertTrue(outage.isToBeTried(7 + 2 * Outage.PAUSE_NANOS));
    assertTrue(outage.ends());
    assertTrue(outage.isToBeTried(0));
  }

  @Test
  void whoFoundOutNothingLeavesItToTheNext() {
    outage.begins(0);
    assertTrue(outage.isToBeTried(Outage.PAUSE_NANOS));
    outage.leaveOpen();
    assertTrue(outage.isToBeTried(Outage.PAUSE_NANOS));
  }
}

package io.tripmeter.connect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OutageTest {
  private final Outage outage = new Outage();

  private boolean isToBeTried(long now) {
    return outage.attempt(now).isToBeTried();
  }

  @Test
  void whileItIsUpEverybodyTries() {
    assertTrue(isToBeTried(0));
    assertTrue(isToBeTried(0));
    assertFalse(outage.attempt(0).succeeded());
  }

  @Test
  void whileItIsDownNobodyTriesForAWhileAndThenOne() {
    assertTrue(outage.attempt(0).failed(5));
    assertFalse(isToBeTried(4 + Outage.PAUSE_NANOS));
    Outage.Attempt second = outage.attempt(5 + Outage.PAUSE_NANOS);
    assertTrue(second.isToBeTried());
    assertFalse(isToBeTried(6 + Outage.PAUSE_NANOS));
    assertFalse(second.failed(7 + Outage.PAUSE_NANOS), "known already");
    assertFalse(isToBeTried(8 + Outage.PAUSE_NANOS));
    Outage.Attempt third = outage.attempt(7 + 2 * Outage.PAUSE_NANOS);
    assertTrue(third.isToBeTried());
    assertTrue(third.succeeded());
    assertTrue(isToBeTried(0));
  }

  @Test
  void whoFoundOutNothingLeavesItToTheNext() {
    outage.attempt(0).failed(0);
    Outage.Attempt second = outage.attempt(Outage.PAUSE_NANOS);
    assertTrue(second.isToBeTried());
    second.ends();
    assertTrue(isToBeTried(Outage.PAUSE_NANOS));
  }

  @Test
  void whoSetOutBeforeItDoesNotEndIt() {
    Outage.Attempt early = outage.attempt(0);
    assertTrue(outage.attempt(0).failed(5));
    assertFalse(early.succeeded());
    assertFalse(isToBeTried(6));
  }

  @Test
  void whoSetOutBeforeItDoesNotTakeTheTurnOfWhoTriesAgain() {
    Outage.Attempt early = outage.attempt(0);
    Outage.Attempt late = outage.attempt(0);
    outage.attempt(0).failed(0);
    Outage.Attempt again = outage.attempt(Outage.PAUSE_NANOS);
    early.ends();
    assertFalse(late.failed(Outage.PAUSE_NANOS + 1));
    assertFalse(isToBeTried(2 * Outage.PAUSE_NANOS), "one tries");
    assertTrue(again.succeeded());
  }

  @Test
  void whoSetOutBeforeItWasBackDoesNotBeginANewOne() {
    Outage.Attempt early = outage.attempt(0);
    outage.attempt(0).failed(0);
    assertTrue(outage.attempt(Outage.PAUSE_NANOS).succeeded());
    assertFalse(early.failed(Outage.PAUSE_NANOS + 1));
    assertTrue(isToBeTried(Outage.PAUSE_NANOS + 2));
  }
}

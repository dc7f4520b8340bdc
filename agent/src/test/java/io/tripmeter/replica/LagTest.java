package io.tripmeter.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LagTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Lag lag = new Lag();

  private long streaming(long received, long replayed, long seconds) {
    return lag.of(new StandbyAnswer(true, true, received, replayed, HOUR_MILLIS), seconds * SECOND);
  }

  private long alone(long age, long seconds) {
    return lag.of(
        new StandbyAnswer(true, false, StandbyAnswer.UNKNOWN, 100, age), seconds * SECOND);
  }

  @Test
  void aPrimaryOnWhichNothingHappensIsNoLag() {
    assertEquals(0, streaming(100, 100, 1));
    assertEquals(0, streaming(100, 100, 5000));
  }

  @Test
  void whatIsReceivedAndNotReplayedIsBehindSinceItWasSeen() {
    assertEquals(0, streaming(100, 100, 1));
    assertEquals(1000, streaming(200, 100, 2));
    assertEquals(2000, streaming(300, 100, 3));
    // What had been received at 2 is replayed.
    assertEquals(2000, streaming(400, 200, 4));
    assertEquals(0, streaming(400, 400, 5));
  }

  @Test
  void aBusyOneThatNeverHasAllIsAsFarBehindAsItIs() {
    assertEquals(0, streaming(100, 100, 1));
    for (int second = 2; second < 60; second++) {
      long behind = streaming(100 * second, 100 * second - 10, second);
      assertEquals(1000, behind, "second " + second);
    }
  }

  @Test
  void oneThatWasNeverSeenFreshIsAsOldAsItsLastTransaction() {
    assertEquals(HOUR_MILLIS, streaming(200, 100, 1));
  }

  @Test
  void ofOneThatHasReplayedNothingYetItIsNotKnown() {
    StandbyAnswer began = new StandbyAnswer(true, true, 200, 100, StandbyAnswer.UNKNOWN);
    assertEquals(StandbyAnswer.UNKNOWN, lag.of(began, SECOND));
  }

  @Test
  void oneThatHasLostItsPrimaryGrowsOld() {
    assertEquals(0, streaming(100, 100, 1));
    assertEquals(4000, alone(HOUR_MILLIS, 5));
  }

  @Test
  void oneThatOnlyReadsArchivesIsAsOldAsItsLastTransaction() {
    assertEquals(700, alone(700, 1));
    assertEquals(StandbyAnswer.UNKNOWN, alone(StandbyAnswer.UNKNOWN, 2));
  }
}

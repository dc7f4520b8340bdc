package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the outcome of a message sent ahead changes what is assumed about an endpoint. */
final class PipeliningTest {
  private static final long NOW = System.nanoTime();

  private final Pipelining pipelining = new Pipelining(EndpointName.of("db.example", 6000));

  private boolean isDisabled(long minutesLater) {
    return pipelining.isDisabled(NOW + TimeUnit.MINUTES.toNanos(minutesLater));
  }

  @Test
  void aBrokenConnectionOnlyDelaysTheNextAttempt() {
    assertFalse(isDisabled(0));
    pipelining.unanswered(NOW);
    assertTrue(isDisabled(9));
    assertFalse(isDisabled(11));
    pipelining.proven();
    assertFalse(isDisabled(9));
    assertTrue(pipelining.isProven());
  }

  @Test
  void connectionsThatBreakAtTheSameTimeCountOnce() {
    pipelining.unanswered(NOW);
    pipelining.unanswered(NOW);
    assertTrue(isDisabled(9));
    assertFalse(isDisabled(11));
  }

  @Test
  void thePauseDoublesWithEachFailure() {
    pipelining.unanswered(NOW);
    pipelining.unanswered(NOW + TimeUnit.MINUTES.toNanos(11));
    assertTrue(isDisabled(11 + 19));
    assertFalse(isDisabled(11 + 21));
  }

  @Test
  void aProofOutlivesABrokenConnection() {
    pipelining.proven();
    pipelining.unanswered(NOW);
    assertFalse(isDisabled(0));
  }

  @Test
  void aMissingAnswerDisablesPipeliningForGood() {
    pipelining.refused();
    assertTrue(isDisabled(100_000));
    pipelining.proven();
    assertTrue(isDisabled(0));
  }
}

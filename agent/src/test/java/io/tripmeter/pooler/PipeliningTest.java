package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is held of an endpoint by what became of a message that was sent ahead. */
final class PipeliningTest {
  private static final long NOW = System.nanoTime();

  private final Pipelining pipelining = new Pipelining(EndpointName.of("db.example", 6000));

  private boolean isLeftOut(long minutesLater) {
    return pipelining.isLeftOut(NOW + TimeUnit.MINUTES.toNanos(minutesLater));
  }

  @Test
  void aConnectionThatBreaksSaysNothingForGood() {
    assertFalse(isLeftOut(0));
    pipelining.unanswered(NOW);
    assertTrue(isLeftOut(9));
    assertFalse(isLeftOut(11));
    pipelining.proven();
    assertFalse(isLeftOut(9));
    assertTrue(pipelining.isProven());
  }

  @Test
  void severalThatBreakAtOnceAreOne() {
    pipelining.unanswered(NOW);
    pipelining.unanswered(NOW);
    assertTrue(isLeftOut(9));
    assertFalse(isLeftOut(11));
  }

  @Test
  void oneThatBreaksAgainIsTriedLater() {
    pipelining.unanswered(NOW);
    pipelining.unanswered(NOW + TimeUnit.MINUTES.toNanos(11));
    assertTrue(isLeftOut(11 + 19));
    assertFalse(isLeftOut(11 + 21));
  }

  @Test
  void whatIsProvenOutlivesAConnectionThatBreaks() {
    pipelining.proven();
    pipelining.unanswered(NOW);
    assertFalse(isLeftOut(0));
  }

  @Test
  void anAnswerThatWasLeftOutIsForGood() {
    pipelining.refused();
    assertTrue(isLeftOut(100_000));
    pipelining.proven();
    assertTrue(isLeftOut(0));
  }
}

package io.tripmeter.pools;

import io.tripmeter.testing.Link;
import java.time.Duration;

/** Waits until nothing moves on a link for half a second. */
final class Idle {
  private Idle() {}

  static void await(Link link) {
    try {
      link.awaitIdle(Duration.ofMillis(500), Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

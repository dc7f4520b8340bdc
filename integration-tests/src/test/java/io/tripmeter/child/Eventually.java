package io.tripmeter.child;

import io.tripmeter.testing.ForkedJvm;
import java.util.Objects;
import java.util.function.Supplier;

/** Waits for what comes without notice. */
public final class Eventually {
  private Eventually() {}

  /** Until the value is as expected; {@link ForkedJvm#PATIENCE} at most. */
  public static void equal(Object expected, Supplier<?> value, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + ForkedJvm.PATIENCE.toNanos();
    Object found;
    while (!Objects.equals(expected, found = value.get())) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "expected " + expected + ", found " + found + "\n" + otherwise.get());
      }
      pause(10);
    }
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

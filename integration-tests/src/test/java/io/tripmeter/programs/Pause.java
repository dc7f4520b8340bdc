package io.tripmeter.programs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what comes from another process. */
public final class Pause {
  private Pause() {}

  static void shortly() {
    millis(20);
  }

  public static void millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Fails with {@code otherwise} if it does not come true in time. */
  public static void until(BooleanSupplier wanted, Duration patience, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + patience + ": " + otherwise.get());
      }
      shortly();
    }
  }
}

package io.tripmeter.signals.statements;

import java.util.concurrent.TimeUnit;

/**
 * Limits the texts that are normalised in a second, in number and in length. An application that writes values into its SQL executes few texts
 * twice, and each would be normalised on its thread. Any thread; locks only briefly.
 */
final class NewTexts {
  static final int TEXTS = 1_000;
  static final int CHARACTERS = 1_000_000;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long begin;
  private int texts;
  private int characters;

  NewTexts(long now) {
    begin = now;
  }

  /** @param now {@link System#nanoTime()} */
  synchronized boolean admits(int length, long now) {
    if (now - begin >= SECOND) {
      begin = now;
      texts = 0;
      characters = 0;
    }
    if (texts >= TEXTS || characters + length > CHARACTERS) {
      return false;
    }
    texts++;
    characters += length;
    return true;
  }
}

package io.tripmeter.hazards;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Recently checked texts, by hash and length, in a table of fixed size. No text is kept. A text whose slot was overwritten is checked
 * again. Two texts collide with a probability of one in 2^32, at the cost of one warning. Any thread.
 */
final class SeenTexts {
  private static final int SIZE = 4096;

  private final AtomicLongArray table = new AtomicLongArray(SIZE);

  /**
   * @param place the endpoint at which the text was seen
   * @return whether the text is new
   */
  boolean add(Object place, String text) {
    long key =
        ((long) text.hashCode() << 32) ^ (31L * System.identityHashCode(place) + text.length());
    int slot = (int) ((key ^ (key >>> 32)) & (SIZE - 1));
    return table.getAndSet(slot, key) != key;
  }
}

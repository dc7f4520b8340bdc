package io.tripmeter.hazards;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The texts seen last, by hash and length, in a fixed table: no text is kept, and one that finds its place taken is looked at again. Two
 * are taken for one by a chance of one in 2^32, and what is lost then is a warning. Any thread.
 */
final class SeenTexts {
  private static final int SIZE = 4096;

  private final AtomicLongArray table = new AtomicLongArray(SIZE);

  /**
   * @param place tells apart where the text was seen
   * @return whether it was not there
   */
  boolean add(Object place, String text) {
    long key =
        ((long) text.hashCode() << 32) ^ (31L * System.identityHashCode(place) + text.length());
    int slot = (int) ((key ^ (key >>> 32)) & (SIZE - 1));
    return table.getAndSet(slot, key) != key;
  }
}

package io.tripmeter.hazards;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Recently checked texts, by hash and length, in a table of fixed size: 256 KB, made for the first text. No text is kept. A text whose
 * place another has taken is checked again. Two texts collide with a probability of one in 2^32, at the cost of one warning. Any
 * thread.
 */
final class SeenTexts {
  private static final int WAYS = 4;

  /** A power of two. */
  private static final int SETS = 8 * 1024;

  private volatile @Nullable AtomicLongArray table;

  /** The place in a full set that is taken next. Threads that read the same number take the same place, which costs one check more. */
  private int hand;

  /**
   * @param place the endpoint at which the text was seen
   * @return whether the text is new
   */
  boolean add(Object place, String text) {
    long key =
        ((long) text.hashCode() << 32) ^ (31L * System.identityHashCode(place) + text.length());
    int first = (int) ((key ^ (key >>> 32)) & (SETS - 1)) * WAYS;
    AtomicLongArray keys = table();
    int free = -1;
    for (int i = first; i < first + WAYS; i++) {
      long known = keys.get(i);
      if (known == key) {
        return false;
      }
      if (known == 0 && free < 0) {
        free = i;
      }
    }
    int slot = free < 0 ? first + (hand++ & (WAYS - 1)) : free;
    return keys.getAndSet(slot, key) != key;
  }

  /** Applications whose sessions nobody shares need none. */
  private AtomicLongArray table() {
    AtomicLongArray made = table;
    return made == null ? make() : made;
  }

  private synchronized AtomicLongArray make() {
    AtomicLongArray made = table;
    if (made == null) {
      made = new AtomicLongArray(SETS * WAYS);
      table = made;
    }
    return made;
  }
}

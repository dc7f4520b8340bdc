package io.tripmeter.pooler;

/**
 * Compares the connections that all instances of a service may open with those available to them. Assumes that every instance has the same
 * pools as this one. Immutable.
 */
public final class Budget {
  private final int instances;
  private final int available;
  private final int[] maximums;

  /**
   * @param available connections for all instances together
   * @param maximums maximum size of each of this instance's pools
   */
  public Budget(int instances, int available, int... maximums) {
    this.instances = instances;
    this.available = available;
    this.maximums = maximums.clone();
  }

  public int[] maximums() {
    return maximums.clone();
  }

  /** Connections that all instances may open with the current pool sizes. */
  public long needed() {
    return total() * instances;
  }

  public int available() {
    return available;
  }

  public boolean isExceeded() {
    return needed() > available;
  }

  /** Whether each pool of each instance can have at least one connection. */
  public boolean canFit() {
    return share() >= maximums.length;
  }

  /**
   * The pool sizes that fit, in the order of the maximums. Each pool gets one connection, and the rest of this instance's share is divided
   * in proportion to the maximums less one. If the maximums fit, they are returned; if nothing fits, each size is one.
   */
  public int[] fitting() {
    if (!isExceeded()) {
      return maximums.clone();
    }
    int count = maximums.length;
    long beyond = total() - count;
    long rest = Math.max(0, share() - count);
    int[] sizes = new int[count];
    long[] remainders = new long[count];
    long left = rest;
    for (int i = 0; i < count; i++) {
      long wanted = beyond == 0 ? 0 : rest * (maximums[i] - 1);
      long given = beyond == 0 ? 0 : wanted / beyond;
      sizes[i] = (int) (1 + given);
      remainders[i] = beyond == 0 ? 0 : wanted % beyond;
      left -= given;
    }
    for (; left > 0 && beyond > 0; left--) {
      sizes[takeLargest(remainders)]++;
    }
    return sizes;
  }

  /** The connections that one instance may have. */
  private int share() {
    return available / instances;
  }

  private long total() {
    long total = 0;
    for (int maximum : maximums) {
      total += maximum;
    }
    return total;
  }

  private static int takeLargest(long[] remainders) {
    int largest = 0;
    for (int i = 1; i < remainders.length; i++) {
      if (remainders[i] > remainders[largest]) {
        largest = i;
      }
    }
    remainders[largest] = -1;
    return largest;
  }
}

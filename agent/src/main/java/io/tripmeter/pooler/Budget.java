package io.tripmeter.pooler;

/**
 * What all instances of a service may open together, against what they may have: a sum and a division. Every instance is taken to have the
 * same pools as this one. Immutable.
 */
public final class Budget {
  private final int instances;
  private final int available;
  private final int[] maximums;

  /**
   * @param available connections for all instances together
   * @param maximums the most connections of each of this instance's pools
   */
  public Budget(int instances, int available, int... maximums) {
    this.instances = instances;
    this.available = available;
    this.maximums = maximums.clone();
  }

  public int[] maximums() {
    return maximums.clone();
  }

  /** Connections that all instances may open, with the pools as they are. */
  public long needed() {
    return total() * instances;
  }

  public int available() {
    return available;
  }

  public boolean isExceeded() {
    return needed() > available;
  }

  /** Whether there is a connection for each pool of each instance. */
  public boolean canFit() {
    return share() >= maximums.length;
  }

  /**
   * The sizes that fit, in the order of the maximums: one connection for each pool, the rest of the share in proportion to what a pool
   * wanted beyond that. The maximums themselves if they fit; ones if nothing does.
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

  /** What one instance may have. */
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

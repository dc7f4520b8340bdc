package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * What pools lend and do not have: a few objects, as long as a migration runs, looked for whenever any connection is given back. Read
 * without a lock; what its user has lost goes by itself.
 */
public final class LentAside {
  private static final WeakReference<?>[] NONE = {};

  private static volatile WeakReference<?>[] lent = NONE;

  private LentAside() {}

  static boolean has(Object entry) {
    for (WeakReference<?> each : lent) {
      if (each.get() == entry) {
        return true;
      }
    }
    return false;
  }

  /** @param entry the pool's object for a connection */
  public static synchronized void add(Object entry) {
    List<WeakReference<?>> others = others(entry);
    others.add(new WeakReference<>(entry));
    lent = others.toArray(NONE);
  }

  public static synchronized void remove(Object entry) {
    lent = others(entry).toArray(NONE);
  }

  private static List<WeakReference<?>> others(Object entry) {
    List<WeakReference<?>> others = new ArrayList<>();
    for (WeakReference<?> each : lent) {
      Object there = each.get();
      if (there != null && there != entry) {
        others.add(each);
      }
    }
    return others;
  }
}

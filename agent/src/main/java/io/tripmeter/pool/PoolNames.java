package io.tripmeter.pool;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names by which the open pools are told apart: of several with one name, as HikariPool-1 of two applications in a server, the later ones get a
 * number. The name of a pool that has gone is free again. Any thread.
 */
final class PoolNames {
  private final Map<String, WeakReference<ManagedPool>> taken = new HashMap<>();

  /** Of the pool for the replica of this one. */
  static String ofReplica(String primary) {
    return primary + "-read";
  }

  /** The name, or the name with the first free number from 2 on: {@code main#2}. */
  synchronized String claim(String name, ManagedPool owner) {
    for (Iterator<WeakReference<ManagedPool>> all = taken.values().iterator(); all.hasNext(); ) {
      @Nullable ManagedPool known = all.next().get();
      if (known == null || known.isGone()) {
        all.remove();
      }
    }
    String free = name;
    for (int number = 2; taken.containsKey(free); number++) {
      free = name + '#' + number;
    }
    taken.put(free, new WeakReference<>(owner));
    return free;
  }
}

package io.tripmeter.pgjdbc;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects that are not ours, which it holds weakly. Reading takes no lock and allocates nothing; writing, once a
 * connection, locks. Keys are compared by identity. What belongs to collected keys goes when the table is next rebuilt.
 */
final class WeakIdentityMap<V> {
  private static final class Entry<V> extends WeakReference<Object> {
    final V value;
    final @Nullable Entry<V> next;

    Entry(Object key, V value, @Nullable Entry<V> next) {
      super(key);
      this.value = value;
      this.next = next;
    }
  }

  /** Chains of immutable entries; the length is a power of two. */
  private volatile AtomicReferenceArray<@Nullable Entry<V>> table = new AtomicReferenceArray<>(16);

  private int size;

  @Nullable
  V get(Object key) {
    AtomicReferenceArray<@Nullable Entry<V>> now = table;
    for (Entry<V> entry = now.get(slot(key, now)); entry != null; entry = entry.next) {
      if (entry.get() == key) {
        return entry.value;
      }
    }
    return null;
  }

  /** For a key that has a value the new one counts. */
  synchronized void put(Object key, V value) {
    if (size >= table.length()) {
      rebuild();
    }
    add(table, key, value);
    size++;
  }

  /** Those that are there now, a replaced value before the one that counts. */
  synchronized void forEach(BiConsumer<Object, V> action) {
    AtomicReferenceArray<@Nullable Entry<V>> now = table;
    for (int i = 0; i < now.length(); i++) {
      each(now.get(i), action);
    }
  }

  private static <V> void each(@Nullable Entry<V> entry, BiConsumer<Object, V> action) {
    if (entry != null) {
      each(entry.next, action);
      Object key = entry.get();
      if (key != null) {
        action.accept(key, entry.value);
      }
    }
  }

  private void rebuild() {
    int[] live = new int[1];
    forEach((key, value) -> live[0]++);
    int length = Math.max(16, 4 * Integer.highestOneBit(live[0]));
    AtomicReferenceArray<@Nullable Entry<V>> rebuilt = new AtomicReferenceArray<>(length);
    size = 0;
    forEach((key, value) -> {
      add(rebuilt, key, value);
      size++;
    });
    table = rebuilt;
  }

  private static <V> void add(AtomicReferenceArray<@Nullable Entry<V>> table, Object key, V value) {
    int slot = slot(key, table);
    table.set(slot, new Entry<>(key, value, table.get(slot)));
  }

  private static int slot(Object key, AtomicReferenceArray<?> table) {
    int hash = System.identityHashCode(key);
    return (hash ^ (hash >>> 16)) & (table.length() - 1);
  }
}

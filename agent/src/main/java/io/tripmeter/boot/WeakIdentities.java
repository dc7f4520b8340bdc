package io.tripmeter.boot;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of objects by their identity. An object that is dropped is forgotten with its value, which must not lead to it. Any thread, and none
 * waits for another to read.
 *
 * @param <V> the type of a value
 */
public final class WeakIdentities<V> {
  private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public boolean contains(Object key) {
    return values.containsKey(new Probe(key));
  }

  public @Nullable V get(Object key) {
    return values.get(new Probe(key));
  }

  public void put(Object key, V value) {
    forgetDropped();
    values.put(new Key(key, dropped), value);
  }

  /** The value that it has already; null if it has this one from now on. */
  public @Nullable V putIfAbsent(Object key, V value) {
    forgetDropped();
    return values.putIfAbsent(new Key(key, dropped), value);
  }

  public @Nullable V remove(Object key) {
    return values.remove(new Probe(key));
  }

  /** If it still is this one. */
  public void remove(Object key, V value) {
    values.remove(new Probe(key), value);
  }

  private void forgetDropped() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      values.remove(gone);
    }
  }

  /** Equal to another key of the same object, and to a probe for it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object of, ReferenceQueue<Object> dropped) {
      super(of, dropped);
      hash = System.identityHashCode(of);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object of = get();
      return of != null && other instanceof Key && ((Key) other).get() == of;
    }
  }

  /** For a look-up. */
  private static final class Probe {
    private final Object of;

    Probe(Object of) {
      this.of = of;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(of);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key && ((Key) other).get() == of;
    }
  }
}

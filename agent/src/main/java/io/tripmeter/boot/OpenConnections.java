package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The driver's open connections, by the identity of an object that belongs to one: the connection itself, its query executor. Reading takes
 * no lock and allocates nothing; adding does, once a connection. The objects are held weakly, and what is found of one must not hold it
 * strongly.
 */
public final class OpenConnections {
  private static final int LEAST = 64;

  /** Its length is a power of two and at most half of it is in use. A slot is written once; a fuller table is replaced. */
  private static volatile Entry[] table = new Entry[LEAST];

  private static int used;

  private OpenConnections() {}

  /** Null for one that nobody has added, or that is still being opened. */
  public static @Nullable OpenConnection of(Object key) {
    Entry[] entries = table;
    int mask = entries.length - 1;
    for (int at = hash(key) & mask; ; at = (at + 1) & mask) {
      Entry entry = entries[at];
      if (entry == null) {
        return null;
      }
      if (entry.get() == key) {
        return entry.connection;
      }
    }
  }

  /** The key must be new. It is found by threads that come to it by way of this one. */
  public static synchronized void add(Object key, OpenConnection connection) {
    Entry[] entries = table;
    if (used * 2 >= entries.length) {
      entries = withoutCollected(entries);
      table = entries;
    }
    put(entries, new Entry(key, connection));
    used++;
  }

  /** Those whose connection object has not been collected, in no order; closed ones among them. */
  public static List<OpenConnection> all() {
    Set<OpenConnection> all = new HashSet<>();
    for (Entry entry : table) {
      if (entry != null && entry.get() != null) {
        all.add(entry.connection);
      }
    }
    return new ArrayList<>(all);
  }

  private static Entry[] withoutCollected(Entry[] entries) {
    int live = 0;
    for (Entry entry : entries) {
      live += entry != null && entry.get() != null ? 1 : 0;
    }
    Entry[] renewed = new Entry[Math.max(LEAST, Integer.highestOneBit(live + 1) * 4)];
    used = 0;
    for (Entry entry : entries) {
      if (entry != null && entry.get() != null) {
        put(renewed, entry);
        used++;
      }
    }
    return renewed;
  }

  private static void put(Entry[] entries, Entry added) {
    int mask = entries.length - 1;
    int at = added.hash & mask;
    while (entries[at] != null) {
      at = (at + 1) & mask;
    }
    entries[at] = added;
  }

  private static int hash(Object key) {
    int hash = System.identityHashCode(key);
    return hash ^ (hash >>> 15);
  }

  private static final class Entry extends WeakReference<Object> {
    private final int hash;
    private final OpenConnection connection;

    Entry(Object key, OpenConnection connection) {
      super(key);
      this.hash = hash(key);
      this.connection = connection;
    }
  }
}

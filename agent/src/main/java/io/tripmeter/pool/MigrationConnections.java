package io.tripmeter.pool;

import io.tripmeter.boot.LentAside;
import io.tripmeter.log.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections that one migration has beside one pool, because it has to go to another place than the pool's connections. They are the
 * pool's kind and lent, reset and taken back as the pool does it with its own; not more are open at once than the pool may have, and they
 * are closed when the migration ends. The migration's thread borrows, any thread may give back.
 */
final class MigrationConnections {
  /** As long as HikariCP lends a connection again without asking the server (aliveBypassWindowMs). */
  private static final long FRESH_NANOS = 500_000_000;

  /** By the pool's own object for a connection; that of one which is never given back goes with it. */
  private static final Map<Object, MigrationConnections> OWNERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final class Idle {
    final Object entry;
    final long since = System.nanoTime();

    Idle(Object entry) {
      this.entry = entry;
    }
  }

  private final AsideEntries entries;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private int open;
  private boolean ended;

  MigrationConnections(AsideEntries entries) {
    this.entries = entries;
  }

  /** Opens one more, as the pool does, on the thread of the migration. */
  interface Opener {
    /** Null if there is to be none. */
    @Nullable
    Object open() throws ReflectiveOperationException;
  }

  /**
   * Null if as many are lent as the pool may have, or the opener has brought none.
   *
   * @param max connections that the pool may have
   */
  @Nullable
  Connection lend(Object pool, int max, Opener opener) throws ReflectiveOperationException {
    Object entry = takeIdle();
    if (entry == null) {
      if (!reserve(max)) {
        return null;
      }
      entry = open(opener);
    }
    return entry == null ? null : lent(pool, entry);
  }

  private Connection lent(Object pool, Object entry) throws ReflectiveOperationException {
    try {
      return entries.lend(pool, entry);
    } catch (ReflectiveOperationException | RuntimeException notToBeHad) {
      drop(entry);
      throw notToBeHad;
    }
  }

  private @Nullable Object open(Opener opener) throws ReflectiveOperationException {
    Object entry = null;
    try {
      entry = opener.open();
      if (entry != null) {
        OWNERS.put(entry, this);
        LentAside.add(entry);
      }
      return entry;
    } finally {
      if (entry == null) {
        closed();
      }
    }
  }

  private synchronized boolean reserve(int max) {
    if (open >= max) {
      return false;
    }
    open++;
    return true;
  }

  private synchronized void closed() {
    open--;
  }

  private @Nullable Object takeIdle() {
    for (Idle last = pollIdle(); last != null; last = pollIdle()) {
      if (isAlive(last)) {
        return last.entry;
      }
      drop(last.entry);
    }
    return null;
  }

  /** The one that was given back last, as pools lend to one thread. */
  private synchronized @Nullable Idle pollIdle() {
    return idle.pollLast();
  }

  private boolean isAlive(Idle kept) {
    try {
      Connection connection = entries.connection(kept.entry);
      return connection != null
          && !connection.isClosed()
          && (System.nanoTime() - kept.since < FRESH_NANOS || connection.isValid(5));
    } catch (SQLException | ReflectiveOperationException | RuntimeException broken) {
      return false;
    }
  }

  /**
   * What the pool is about to take back, or to drop as broken.
   *
   * @return whether it is a migration's: then the pool has nothing to do with it
   */
  static boolean takesBack(Object entry, boolean broken) {
    MigrationConnections owner = OWNERS.get(entry);
    if (owner == null) {
      return false;
    }
    if (broken || !owner.keep(entry)) {
      owner.drop(entry);
    }
    return true;
  }

  private synchronized boolean keep(Object entry) {
    if (!ended) {
      idle.add(new Idle(entry));
    }
    return !ended;
  }

  private void drop(Object entry) {
    LentAside.remove(entry);
    OWNERS.remove(entry);
    closed();
    try {
      entries.discard(entry);
    } catch (ReflectiveOperationException | RuntimeException broken) {
      Log.debug("a migration's connection could not be closed").error(broken).write();
    }
  }

  /** The migration has ended. What is still lent is closed when it is given back. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    for (Idle last = pollIdle(); last != null; last = pollIdle()) {
      drop(last.entry);
    }
  }
}

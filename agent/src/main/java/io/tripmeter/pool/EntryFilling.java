package io.tripmeter.pool;

import org.jspecify.annotations.Nullable;

/** A pool that takes connections one by one, on any thread. */
public interface EntryFilling extends PoolFilling {
  boolean isOpen(Object pool) throws ReflectiveOperationException;

  /** Connections in the pool now; negative if unknown. */
  int size(Object pool);

  /** The pool opens a connection on this thread and sets it up: the pool's own object for it, or null if it could not. */
  @Nullable
  Object create(Object pool) throws ReflectiveOperationException;

  /** Puts into the pool what {@link #create} brought. */
  void add(Object pool, Object entry) throws ReflectiveOperationException;

  /** Closes what {@link #create} brought. */
  void discard(Object entry) throws ReflectiveOperationException;

  /** After a warm-up: threads may wait for connections that nobody is about to open. */
  void fill(Object pool) throws ReflectiveOperationException;
}

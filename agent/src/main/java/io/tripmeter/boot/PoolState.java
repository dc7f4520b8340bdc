package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The pools that a thread works for. */
public final class PoolState {
  @Nullable
  PoolStats borrowing;

  @Nullable
  PoolStats opening;

  /** Whether a pool that is its own configuration is being created. */
  boolean creating;

  PoolState() {}

  /** The pool that lends this thread a connection just now. */
  public @Nullable PoolStats borrowing() {
    return borrowing;
  }

  public boolean isBorrowing() {
    return borrowing != null;
  }

  /** The pool that this thread opens a connection for. */
  public @Nullable PoolStats opening() {
    return opening;
  }

  public void setOpening(@Nullable PoolStats pool) {
    opening = pool;
  }
}

package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The pools that a thread works for. */
public final class PoolState {
  @Nullable
  PoolStats borrowing;

  /** {@link CallState#spentNanos} when the borrow began. */
  long spentBefore;

  @Nullable
  PoolStats opening;

  /** The pool whose creation on this thread has started threads and not ended. */
  @Nullable
  Object starting;

  /** The connection that a borrow on this thread is about to lend, where its pool says so before it tests it. */
  @Nullable
  Object taken;

  /** The pool that has just checked out a connection on this thread, until that is lent. */
  @Nullable
  PoolStats checkedOut;

  /** Whether a pool that is being created opens a connection on this thread to see whether it can, and closes it again. */
  boolean trying;

  /** The driver's connection that it has opened so. */
  @Nullable
  Object tried;

  /** Whether a pool's test runs on this thread: what the driver is asked in it is a part of it. */
  boolean testing;

  /** Connections that pools have opened on this thread. */
  private int opened;

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

  void openedOne(Object connection) {
    opened++;
    tried = trying ? connection : null;
  }

  /** Connections that pools have opened on this thread so far. */
  public int opened() {
    return opened;
  }

  /** Whether a pool opens a connection on this thread that it will close again before all others. */
  public boolean isTrying() {
    return trying;
  }
}

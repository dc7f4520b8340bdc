package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** A statement that was running when it was looked at. Immutable; not kept, because it holds objects of the application. */
public final class RunningStatement {
  private final Thread thread;
  private final Object executor;
  private final @Nullable String text;
  private final int slot;
  private final long start;

  RunningStatement(Thread thread, Object executor, @Nullable String text, int slot, long start) {
    this.thread = thread;
    this.executor = executor;
    this.text = text;
    this.slot = slot;
    this.start = start;
  }

  public Thread thread() {
    return thread;
  }

  /** The connection's query executor. */
  public Object executor() {
    return executor;
  }

  /** Null if the driver would have to build it. */
  public @Nullable String text() {
    return text;
  }

  public int slot() {
    return slot;
  }

  /** {@link System#nanoTime()} */
  public long start() {
    return start;
  }
}

package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The CLIENT span that a thread has started last, of another tracer: the round trips until it ends on the same thread are those of
 * the statement that it stands for.
 */
public final class ClientSpanState {
  private final CallState call;

  /** Weak: a span may end on another thread, or never. */
  private @Nullable WeakReference<Object> span;

  private long tripsBefore;
  private long nanosBefore;

  ClientSpanState(CallState call) {
    this.call = call;
  }

  public void started(Object client) {
    span = new WeakReference<>(client);
    tripsBefore = call.trips;
    nanosBefore = call.spentNanos;
  }

  /** Whether it is this thread's span that ends; it is so once. */
  public boolean ends(Object client) {
    WeakReference<Object> last = span;
    if (last == null || last.get() != client) {
      return false;
    }
    span = null;
    return true;
  }

  /** Round trips since the span was started. */
  public long trips() {
    return call.trips - tripsBefore;
  }

  /** Nanoseconds in the driver's calls since the span was started, those of a running call not included. */
  public long databaseNanos() {
    return call.spentNanos - nanosBefore;
  }
}

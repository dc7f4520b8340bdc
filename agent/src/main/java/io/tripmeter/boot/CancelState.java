package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What a thread did before it began to send a cancel request. */
final class CancelState {
  /** The kind of the call that runs. */
  @Nullable
  TripKind interrupted;

  /** The pool that the thread was opening a connection for. */
  @Nullable
  PoolStats opening;
}

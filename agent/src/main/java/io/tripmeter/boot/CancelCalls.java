package io.tripmeter.boot;

/** Called by code inlined into the driver where it sends a cancel request: on a connection of its own, from any thread. */
public final class CancelCalls {
  private CancelCalls() {}

  /** @param executor the query executor of the connection whose statement is to be cancelled */
  public static void enter(Object executor) {
    ThreadState thread = ThreadState.current();
    CancelState before = thread.cancel();
    before.opening = thread.pool.opening;
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook != null && thread.pool.opening == null) {
      thread.pool.opening = hook.poolOf(executor);
    }
    before.interrupted = thread.call.kind;
    thread.call.kind = TripKind.CANCEL;
  }

  public static void exit() {
    ThreadState thread = ThreadState.current();
    CancelState before = thread.cancel();
    thread.call.kind = before.interrupted;
    thread.pool.opening = before.opening;
    before.interrupted = null;
    before.opening = null;
  }
}

package io.tripmeter.boot;

/** Called by code inlined into the driver's methods whose round trips a unit of work could avoid. Nothing here allocates. */
public final class AvoidableCalls {
  private static final int NOT_AVOIDABLE = -1;

  private AvoidableCalls() {}

  /** Returns the number of the thread's round trips so far, for {@link #exit}. */
  public static int enter() {
    return (int) ThreadState.current().call.trips & Integer.MAX_VALUE;
  }

  /**
   * A transaction is about to be committed.
   *
   * @param readOnly whether the connection is
   * @param behavior the driver's {@code readOnlyMode}; with {@code ignore} the transaction could write all the same
   */
  public static int enterCommit(boolean readOnly, Object behavior) {
    return readOnly && !"ignore".equals(String.valueOf(behavior)) ? enter() : NOT_AVOIDABLE;
  }

  /** @param before what the call's begin returned */
  public static void exit(Avoidable reason, int before) {
    if (before == NOT_AVOIDABLE) {
      return;
    }
    int trips = (enter() - before) & Integer.MAX_VALUE;
    UnitOfWork unit = ThreadState.current().work.unit;
    if (trips > 0 && unit != null) {
      unit.cost.avoidable(reason, trips);
    }
  }
}

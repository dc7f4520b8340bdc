package io.tripmeter.boot;

/** Called by code inlined into the driver's methods that may go to the server. Nothing here allocates or throws. */
public final class DriverCalls {
  private DriverCalls() {}

  /** Returns whether this call is the outermost, whose kind counts. */
  public static boolean enter(TripKind kind) {
    return ThreadState.current().call.begin(kind);
  }

  /** @param outermost what {@link #enter} returned */
  public static void exit(boolean outermost) {
    if (outermost) {
      ended(ThreadState.current());
    }
  }

  /** The outermost call has ended. Returns the nanoseconds that it took. */
  static long ended(ThreadState thread) {
    long nanos = thread.call.end();
    UnitOfWork unit = thread.work.payer();
    if (unit != null) {
      unit.cost.spent(nanos);
    }
    return nanos;
  }
}

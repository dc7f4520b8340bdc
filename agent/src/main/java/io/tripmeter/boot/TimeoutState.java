package io.tripmeter.boot;

import java.lang.ref.WeakReference;

/** The timeouts that the statement of a thread wants, see {@link TimeoutCalls}. */
final class TimeoutState {
  private static final WeakReference<SessionTimeouts> NONE = new WeakReference<>(null);

  /** The application's query timeout for the running statement, in milliseconds; 0 for none. */
  long queryTimeout;

  /** The timeouts that the running statement sets itself, see {@link TouchedTimeouts}. */
  int touches;

  /** The running call sends something of its own as soon as it has the driver's lock. */
  boolean isArmed;

  /** The running call begins a transaction if there is none. */
  boolean begins;

  /** Of the connection that this thread used last. */
  WeakReference<SessionTimeouts> last = NONE;
}

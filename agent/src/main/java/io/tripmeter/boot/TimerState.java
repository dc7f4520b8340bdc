package io.tripmeter.boot;

/** The timers of the driver's that a thread's statements have from us, see {@link TimerCalls#timeout}. */
final class TimerState {
  /** Batches that this thread executes, nested. */
  int batches;

  /** Statements with a timeout of ours that this thread executes, nested. */
  int statements;

  /** The timeout that was given last. */
  long millis;
}

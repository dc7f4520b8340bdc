package io.tripmeter.replica;

/**
 * How far a replica is behind, by its answers. What it has received and not replayed tells that it is behind; since when, this clock does.
 * The age of the last replayed transaction alone would take a primary on which nothing happens for lag. One thread.
 */
final class Lag {
  /** {@link System#nanoTime()} at which it had all that it has replayed by now. */
  private long freshAt;

  private boolean known;

  /** What it had received at {@link #awaitedAt} and not replayed. */
  private long awaited;

  private long awaitedAt;
  private boolean behind;

  /**
   * @param now {@link System#nanoTime()}
   * @return milliseconds, or {@link StandbyAnswer#UNKNOWN}
   */
  long of(StandbyAnswer answer, long now) {
    boolean streams = answer.isStreaming && answer.received != StandbyAnswer.UNKNOWN;
    if (streams && answer.received <= answer.replayed) {
      fresh(now);
      behind = false;
      return 0;
    }
    if (!streams) {
      return known ? since(now) : answer.age;
    }
    if (behind && answer.replayed >= awaited) {
      fresh(awaitedAt);
      behind = false;
    }
    if (!behind) {
      behind = true;
      awaited = answer.received;
      awaitedAt = now;
    }
    return known ? since(now) : answer.age;
  }

  private void fresh(long at) {
    known = true;
    freshAt = at;
  }

  private long since(long now) {
    return (now - freshAt) / 1_000_000;
  }
}

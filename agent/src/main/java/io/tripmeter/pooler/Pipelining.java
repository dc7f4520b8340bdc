package io.tripmeter.pooler;

import java.util.concurrent.TimeUnit;

/**
 * Whether an endpoint answers a message that was sent ahead of a statement in the same write, and then the statement. PostgreSQL does,
 * PgBouncer 1.18 and 1.24 and pgpool-II 4.3 were seen to. Other proxies must show it once, where a failure costs no more than a validation
 * that fails. Any thread; asking takes no lock.
 */
public final class Pipelining {
  private enum State {
    UNPROVEN,
    PROVEN,
    REFUSED
  }

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private volatile State state = State.UNPROVEN;

  /** {@link System#nanoTime()} of the latest failure that told nothing, and how long it is not tried again; 0 if there was none. */
  private volatile long failedAt;

  private volatile long pause;

  Pipelining(EndpointName name) {
    if (name.losesPipelined()) {
      state = State.REFUSED;
    }
  }

  public boolean isProven() {
    return state == State.PROVEN;
  }

  /** It is not even to be tried, or not now. */
  public boolean isLeftOut(long now) {
    return state == State.REFUSED || (pause != 0 && now - failedAt < pause);
  }

  /** One was answered as it should be. */
  public void proven() {
    if (state == State.UNPROVEN) {
      state = State.PROVEN;
      pause = 0;
    }
  }

  /** Its answer was left out, and the connection lives. */
  public void refused() {
    state = State.REFUSED;
  }

  /**
   * The connection broke before it was answered. That is the network, or a proxy that loses what it does not expect, which would break
   * one connection after the other: the next is tried in a while, after each failure in twice the time.
   */
  public synchronized void unanswered(long now) {
    // Of several that break at once one counts.
    if (state == State.UNPROVEN && !isLeftOut(now)) {
      failedAt = now;
      pause = pause == 0 ? PAUSE_NANOS : 2 * pause;
    }
  }
}

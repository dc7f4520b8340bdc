package io.tripmeter.pooler;

import java.util.concurrent.TimeUnit;

/**
 * Whether an endpoint supports pipelining: it answers a message that was sent ahead of a statement in the same write, and then the
 * statement. PostgreSQL does; PgBouncer 1.18 and 1.24 and pgpool-II 4.3 did when tested. Any other proxy must prove it once, where a failure
 * costs no more than a failed validation. Any thread; reading takes no lock.
 */
public final class Pipelining {
  private enum State {
    UNPROVEN,
    PROVEN,
    REFUSED
  }

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private volatile State state = State.UNPROVEN;

  /** {@link System#nanoTime()} of the latest inconclusive failure, and the pause before the next attempt; 0 if there was no failure. */
  private volatile long failedAt;

  private volatile long pause;

  Pipelining(EndpointName name) {
    if (name.losesPipelinedAnswers()) {
      state = State.REFUSED;
    }
  }

  public boolean isProven() {
    return state == State.PROVEN;
  }

  /** Whether pipelining must not be tried, for good or until a pause has passed. */
  public boolean isDisabled(long now) {
    return state == State.REFUSED || (pause != 0 && now - failedAt < pause);
  }

  /** A message sent ahead was answered correctly. */
  public void proven() {
    if (state == State.UNPROVEN) {
      state = State.PROVEN;
      pause = 0;
    }
  }

  /** The answer to a message sent ahead is missing, and the connection is alive. */
  public void refused() {
    state = State.REFUSED;
  }

  /**
   * The connection broke before the answer. The cause is the network, or a proxy that fails on messages sent ahead and would break one
   * connection after the other. So the next attempt is made after a pause, which doubles with each failure.
   */
  public synchronized void unanswered(long now) {
    // Connections that break at the same time count as one failure.
    if (state == State.UNPROVEN && !isDisabled(now)) {
      failedAt = now;
      pause = pause == 0 ? PAUSE_NANOS : 2 * pause;
    }
  }
}

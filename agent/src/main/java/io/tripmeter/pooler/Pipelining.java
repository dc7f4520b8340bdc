package io.tripmeter.pooler;

/**
 * Whether an endpoint answers a message that was sent ahead of a statement in the same write, and then the statement. PostgreSQL does,
 * PgBouncer 1.18 and 1.24 and pgpool-II 4.3 were seen to. Other proxies must show it once, where a failure costs no more than a validation
 * that fails. Any thread; no lock.
 */
public final class Pipelining {
  private enum State {
    UNPROVEN,
    PROVEN,
    REFUSED
  }

  private volatile State state = State.UNPROVEN;

  Pipelining(EndpointName name) {
    if (name.losesPipelined()) {
      state = State.REFUSED;
    }
  }

  public boolean isProven() {
    return state == State.PROVEN;
  }

  /** It is not even to be tried. */
  public boolean isRefused() {
    return state == State.REFUSED;
  }

  /** One was answered as it should be. */
  public void proven() {
    if (state == State.UNPROVEN) {
      state = State.PROVEN;
    }
  }

  /** One was not. */
  public void refused() {
    state = State.REFUSED;
  }
}

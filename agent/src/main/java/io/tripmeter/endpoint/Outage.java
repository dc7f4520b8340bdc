package io.tripmeter.endpoint;

/** Whether an endpoint is known to be down, so that not every new connection waits for its timeout. Any thread. */
final class Outage {
  /** How long nobody tries again. */
  static final long PAUSE_NANOS = 15_000_000_000L;

  private boolean down;
  private boolean trying;
  private long since;

  /** Whether this thread shall try it: it is up, or it is time to find out and nobody else does. */
  synchronized boolean isToBeTried(long now) {
    if (!down) {
      return true;
    }
    if (trying || now - since < PAUSE_NANOS) {
      return false;
    }
    trying = true;
    return true;
  }

  /** It could not be used; true if that is new. */
  synchronized boolean begins(long now) {
    boolean isNew = !down;
    down = true;
    trying = false;
    since = now;
    return isNew;
  }

  /** It could be used; true if it was down. */
  synchronized boolean ends() {
    boolean wasDown = down;
    down = false;
    trying = false;
    return wasDown;
  }

  /** Whoever tried has found out nothing. */
  synchronized void leaveOpen() {
    trying = false;
  }
}

package io.tripmeter.connect;

/** Whether an endpoint is known to be down, so that not every new connection waits for its timeout. Any thread. */
final class Outage {
  /** How long nobody tries again. */
  static final long PAUSE_NANOS = 15_000_000_000L;

  private boolean down;
  private boolean trying;
  private long since;

  /** How often something was found out: older attempts are stale. */
  private long found;

  synchronized Attempt attempt(long now) {
    boolean isRetry = down && !trying && now - since >= PAUSE_NANOS;
    trying |= isRetry;
    return new Attempt(found, !down || isRetry, isRetry);
  }

  /** What one connection finds out. */
  final class Attempt {
    private final long foundBefore;
    private final boolean toBeTried;
    private final boolean retry;

    private Attempt(long foundBefore, boolean toBeTried, boolean retry) {
      this.foundBefore = foundBefore;
      this.toBeTried = toBeTried;
      this.retry = retry;
    }

    /** Whether it shall try the endpoint: that is up, or it is time to find out and nobody else does. */
    boolean isToBeTried() {
      return toBeTried;
    }

    /** The endpoint could not be used; true if that is new. */
    boolean failed(long now) {
      synchronized (Outage.this) {
        boolean isNew = isNews() && !down;
        if (isNews()) {
          isNowDown(true);
          since = now;
        }
        return isNew;
      }
    }

    /** The endpoint could be used; true if it was down. */
    boolean succeeded() {
      synchronized (Outage.this) {
        boolean isBack = isNews() && down;
        if (isBack) {
          isNowDown(false);
        }
        return isBack;
      }
    }

    /** It is over, whatever was found out. */
    void ends() {
      synchronized (Outage.this) {
        if (retry && isNews()) {
          trying = false;
        }
      }
    }

    private boolean isNews() {
      return found == foundBefore;
    }

    private void isNowDown(boolean is) {
      down = is;
      trying = false;
      found++;
    }
  }
}

package io.tripmeter.signals.metrics;

/** The result of a pool's last warm-up. */
public final class WarmUpResult {
  private final int requested;
  private final int warmed;
  private final long nanos;

  WarmUpResult(int requested, int warmed, long nanos) {
    this.requested = requested;
    this.warmed = warmed;
    this.nanos = nanos;
  }

  public int requested() {
    return requested;
  }

  public int warmed() {
    return warmed;
  }

  public long nanos() {
    return nanos;
  }

  @Override
  public String toString() {
    return warmed + " of " + requested + " in " + nanos / 1_000_000 + " ms";
  }
}

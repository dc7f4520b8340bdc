package io.tripmeter.signals.metrics;

/** Gauges that stand where a test puts them. */
public final class FixedGauges implements PoolGauges {
  public int idle;
  public int used;
  public int pending;
  public int max = 20;
  private final int minIdle;

  public FixedGauges(int idle, int used) {
    this(idle, used, 1, 5);
  }

  public FixedGauges(int idle, int used, int pending, int minIdle) {
    this.idle = idle;
    this.used = used;
    this.pending = pending;
    this.minIdle = minIdle;
  }

  @Override
  public int idle(Object pool) {
    return idle;
  }

  @Override
  public int used(Object pool) {
    return used;
  }

  @Override
  public int pending(Object pool) {
    return pending;
  }

  @Override
  public int max(Object pool) {
    return max;
  }

  @Override
  public int minIdle(Object pool) {
    return minIdle;
  }

  @Override
  public int maxIdle(Object pool) {
    throw new UnsupportedOperationException("this version has none");
  }
}

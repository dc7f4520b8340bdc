package io.tripmeter.telemetry;

/** A pool of a product that never changes. */
public final class FixedGauges implements PoolGauges {
  private final int idle;
  private final int used;

  public FixedGauges(int idle, int used) {
    this.idle = idle;
    this.used = used;
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
    return 1;
  }

  @Override
  public int max(Object pool) {
    return 20;
  }

  @Override
  public int minIdle(Object pool) {
    return 5;
  }

  @Override
  public int maxIdle(Object pool) {
    throw new UnsupportedOperationException("this version has none");
  }
}

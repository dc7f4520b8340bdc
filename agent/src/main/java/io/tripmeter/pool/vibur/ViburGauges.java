package io.tripmeter.pool.vibur;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** The numbers of the object pool in the data source. */
final class ViburGauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    // For a moment a borrower counts, and what it is about to open does not.
    return Math.max(0, number(pool, "remainingCreated"));
  }

  @Override
  public int used(Object pool) {
    return number(pool, "taken");
  }

  @Override
  public int pending(Object pool) {
    try {
      return ViburFilling.permits(objects(pool)).getQueueLength();
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }

  @Override
  public int max(Object pool) {
    return number(pool, "maxSize");
  }

  @Override
  public int minIdle(Object pool) {
    return number(pool, "initialSize");
  }

  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  /** The pool of ConnHolders. */
  static ReflectiveAccess objects(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(ReflectiveAccess.of(pool).get("getPool"));
  }

  private static int number(Object pool, String getter) {
    try {
      return objects(pool).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}

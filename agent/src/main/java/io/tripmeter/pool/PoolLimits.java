package io.tripmeter.pool;

/** A pool whose limits can be changed while it runs. */
public interface PoolLimits {
  /** Connections above the new limits are closed; one that is lent, when it comes back or would be lent again. */
  void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException;
}

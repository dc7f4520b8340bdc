package io.tripmeter.signals.metrics;

/**
 * Reads the state of one product's pools: without a lock that a borrow may hold, without SQL. An implementation keeps no application
 * object: it is given the pool, which Tripmeter holds weakly. Any thread; a negative number is "not known", and so is an exception.
 */
public interface PoolGauges {
  int idle(Object pool);

  int used(Object pool);

  /** Threads that wait for a connection. */
  int pending(Object pool);

  /** The most connections the pool may hold. */
  int max(Object pool);

  int minIdle(Object pool);

  /** The most idle connections the pool keeps; most products have no limit below {@link #max}. */
  int maxIdle(Object pool);
}

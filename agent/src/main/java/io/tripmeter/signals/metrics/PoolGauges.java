package io.tripmeter.signals.metrics;

/**
 * Reads the state of one product's pools, without SQL and without a lock that a borrow may hold. An implementation keeps no object of the
 * application: the pool is passed in, and Tripmeter holds it weakly. Any thread. A negative number or an exception means "not known".
 */
public interface PoolGauges {
  int idle(Object pool);

  int used(Object pool);

  /** Threads waiting for a connection. */
  int pending(Object pool);

  /** The maximum number of connections. */
  int max(Object pool);

  int minIdle(Object pool);

  /** The maximum number of idle connections; for most products the same as {@link #max}. */
  int maxIdle(Object pool);
}

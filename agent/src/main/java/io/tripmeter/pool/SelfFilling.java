package io.tripmeter.pool;

/**
 * A pool that opens its initial connections itself, one after the other. Its threads ask the driver, and are given connections that the
 * warm-up has opened in parallel.
 */
public interface SelfFilling extends InitialFilling {
  /** Has the pool open so many connections when it begins; false if this configuration does not take it. */
  boolean setInitialSize(Object config, int size) throws ReflectiveOperationException;
}

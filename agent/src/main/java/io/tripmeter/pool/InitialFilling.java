package io.tripmeter.pool;

/** A pool that opens some connections by itself when it begins. */
interface InitialFilling extends PoolFilling {
  /** How many, as the application has set it up. */
  int initialSize(Object config) throws ReflectiveOperationException;
}

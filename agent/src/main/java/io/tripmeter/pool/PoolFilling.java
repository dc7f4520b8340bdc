package io.tripmeter.pool;

/** How a pool that is being created comes to its connections: {@link EntryFilling}, {@link SelfFilling} or {@link CreationFilling}. */
public interface PoolFilling {
  /** Connections that a pool with this configuration means to have when nobody uses it; -1: it is not to be warmed up at all. */
  int kept(Object config) throws ReflectiveOperationException;

  /** How many idle connections the pool keeps at most, where that is not its maximum. */
  default int mostIdle(Object config) throws ReflectiveOperationException {
    return Integer.MAX_VALUE;
  }
}

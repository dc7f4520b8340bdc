package io.tripmeter.pool;

/**
 * A pool that opens its initial connections itself, one after the other, before its creation ends, and whose creation fails if one of them is
 * refused: it is given connections that the warm-up has opened in parallel. What the warm-up wants beyond them is opened when the pool stands.
 */
public interface CreationFilling extends InitialFilling {
  /** Connections that the pool opens and closes again before the initial ones, to see whether it can. */
  default int tried(Object config) throws ReflectiveOperationException {
    return 0;
  }

  /** Whether the pool asks each connection for its isolation level when it has opened it: it is asked ahead, beside the others. */
  default boolean asksIsolation() {
    return false;
  }

  /** Opens one connection more in a pool that stands, and leaves it idle there; false if the pool is full or closed. Any thread. */
  boolean open(Object pool) throws ReflectiveOperationException;
}

package io.tripmeter.pool;

/** A pool that fills itself with threads of its own, and asks each new connection something on them: the warm-up's threads share that. */
public interface SharedFilling extends SelfFilling {
  /** Opens on this thread one of the connections that the pool means to open, as its own would. Does nothing if they have begun with all. */
  void openQueued(Object pool) throws ReflectiveOperationException;
}

package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** As {@link PoolAdvice}, in classes that are not the pool's: they have it in a field {@code pool}, or are handed its object for a connection. */
final class PoolPartAdvice {
  private PoolPartAdvice() {}

  /** The constructor of what opens the pool's connections: made by the pool, right before they are opened. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitInitialize(
      @Constant("product") int product, @Advice.FieldValue("pool") Object pool) {
    PoolCalls.initializing(product, pool);
  }

  /** Its method that opens one. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterOpen(@Constant("product") int product, @Advice.FieldValue("pool") Object pool) {
    PoolCalls.opening(product, pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitOpen(
      @Constant("product") int product,
      @Advice.FieldValue("pool") Object pool,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Thrown Throwable thrown) {
    connection = PoolCalls.opened(product, pool, connection, thrown);
  }

  /** A method that lends the pool's object for a connection, its result. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitLend(@Advice.Return(typing = Assigner.Typing.DYNAMIC) Object pooled) {
    PoolCalls.lent(pooled);
  }

  /** A method that takes back the pool's object for a connection, its first argument. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterReturn(@Advice.Argument(0) Object pooled) {
    PoolCalls.returned(pooled);
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** HikariPool's PoolEntryCreator asks itself whether to add a connection; those that a warm-up is about to add count. */
final class HikariAddAdvice {
  private HikariAddAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("this$0") Object pool, @Advice.Return(readOnly = false) boolean wanted) {
    wanted = PoolCalls.mayAdd(pool, wanted);
  }
}

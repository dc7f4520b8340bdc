package io.tripmeter.advice;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.AvoidableCalls;
import net.bytebuddy.asm.Advice;

/** Methods of the driver whose round trips a unit of work could avoid. */
final class AvoidableAdvice {
  private AvoidableAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static int enterTrips() {
    return AvoidableCalls.enter();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTrips(@Constant("reason") Avoidable reason, @Advice.Enter int before) {
    AvoidableCalls.exit(reason, before);
  }

  /** PgConnection.commit. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static int enterCommit(
      @Advice.FieldValue("readOnly") boolean readOnly,
      @Advice.FieldValue("readOnlyBehavior") Object behavior) {
    return AvoidableCalls.enterCommit(readOnly, behavior);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitCommit(@Constant("reason") Avoidable reason, @Advice.Enter int before) {
    AvoidableCalls.exit(reason, before);
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.Query;

/** QueryExecutorImpl.sendOneQuery, through which every BEGIN of the driver's goes, whatever it is sent for. */
final class BeginAdvice {
  private BeginAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) Object query, @Advice.Argument(value = 4, readOnly = false) int flags) {
    if (DriverCalls.areRiding()) {
      flags = DriverCalls.send(((Query) query).getNativeSql(), flags);
    }
  }
}

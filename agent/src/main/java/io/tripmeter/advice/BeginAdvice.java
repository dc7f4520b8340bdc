package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.postgresql.core.Query;

/** QueryExecutorImpl.sendOneQuery, through which every BEGIN of the driver's goes, whatever it is sent for. */
final class BeginAdvice {
  private BeginAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object executor,
      @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object query,
      @Advice.FieldValue("beginTransactionQuery") Object begin,
      @Advice.FieldValue("beginReadOnlyTransactionQuery") Object beginReadOnly,
      @Advice.Argument(value = 4, readOnly = false) int flags) {
    if (TimeoutCalls.areCarried() && (query == begin || query == beginReadOnly)) {
      query = TimeoutCalls.begin(executor, query);
    }
    if (DriverCalls.areRiding()) {
      flags = DriverCalls.send(executor, ((Query) query).getNativeSql(), flags);
    }
  }
}

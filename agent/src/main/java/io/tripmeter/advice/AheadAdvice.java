package io.tripmeter.advice;

import io.tripmeter.boot.SessionTimeouts;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;

/** QueryExecutorImpl.sendQueryPreamble: a statement or a batch is about to be sent, under the driver's lock, and nothing of it is yet. */
final class AheadAdvice {
  private AheadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object executor, @Advice.Argument(1) int flags) {
    if (TimeoutCalls.areCarried()) {
      SessionTimeouts due =
          TimeoutCalls.sends(executor, (flags & QueryExecutor.QUERY_SUPPRESS_BEGIN) == 0);
      if (due != null) {
        TransactionState state = ((QueryExecutor) executor).getTransactionState();
        TimeoutCalls.ahead(due, state == TransactionState.IDLE, state == TransactionState.OPEN);
      }
    }
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.SessionTimeouts;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;

/** QueryExecutorImpl.waitOnLock: a fetch, a COPY or a function call has the connection for itself, and nothing of it is sent yet. */
final class LockedAdvice {
  private LockedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object executor) {
    if (TimeoutCalls.areCarried()) {
      SessionTimeouts due = TimeoutCalls.locked(executor);
      if (due != null) {
        TransactionState state = ((QueryExecutor) executor).getTransactionState();
        TimeoutCalls.ahead(due, state == TransactionState.IDLE, state == TransactionState.OPEN);
      }
    }
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;

/** QueryExecutorImpl.receiveRFQ: the server has answered everything up to here. */
final class ReadyAdvice {
  private ReadyAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object executor) {
    if (DriverCalls.areRiding()) {
      DriverCalls.ready(
          executor, ((QueryExecutor) executor).getTransactionState() != TransactionState.IDLE);
    }
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;

/** PgConnection.execSQLUpdate, by which PGXAConnection.start of 42.7.13 and later sends its BEGIN. */
final class XaBeginAdvice {
  private XaBeginAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object connection, @Advice.Argument(value = 0, readOnly = false) String sql) {
    if (DriverCalls.areRiding()
        && ((BaseConnection) connection).getTransactionState() == TransactionState.IDLE) {
      PreferQueryMode mode = ((BaseConnection) connection).getPreferQueryMode();
      sql = DriverCalls.begin(
          connection,
          sql,
          mode == PreferQueryMode.SIMPLE,
          mode == PreferQueryMode.EXTENDED_FOR_PREPARED);
    }
  }
}

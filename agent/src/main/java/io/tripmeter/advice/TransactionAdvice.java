package io.tripmeter.advice;

import io.tripmeter.boot.BeginCalls;
import io.tripmeter.boot.SessionTimeouts;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;

/** Session settings and timeouts that travel with the driver's BEGIN, and the server's answers to them. */
final class TransactionAdvice {
  private TransactionAdvice() {}

  /** QueryExecutorImpl.sendOneQuery: the driver sends every BEGIN through it. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterBegin(
      @Advice.This Object executor,
      @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object query,
      @Advice.FieldValue("beginTransactionQuery") Object begin,
      @Advice.FieldValue("beginReadOnlyTransactionQuery") Object beginReadOnly,
      @Advice.Argument(value = 4, readOnly = false) int flags) {
    if (TimeoutCalls.areCarried() && (query == begin || query == beginReadOnly)) {
      query = TimeoutCalls.begin(executor, query);
    }
    if (BeginCalls.carrySettings()) {
      flags = BeginCalls.send(executor, ((Query) query).getNativeSql(), flags);
    }
  }

  /** PgConnection.execSQLUpdate: PGXAConnection.start of 42.7.13 and later sends its BEGIN through it. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterXaBegin(
      @Advice.This Object connection, @Advice.Argument(value = 0, readOnly = false) String sql) {
    if (BeginCalls.carrySettings()
        && ((BaseConnection) connection).getTransactionState() == TransactionState.IDLE) {
      PreferQueryMode mode = ((BaseConnection) connection).getPreferQueryMode();
      sql = BeginCalls.begin(
          connection,
          sql,
          mode == PreferQueryMode.SIMPLE,
          mode == PreferQueryMode.EXTENDED_FOR_PREPARED);
    }
  }

  /** QueryExecutorImpl.sendQueryPreamble: the driver holds its lock and has not yet sent anything of a statement or a batch. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterAhead(@Advice.This Object executor, @Advice.Argument(1) int flags) {
    if (TimeoutCalls.areCarried()) {
      SessionTimeouts due =
          TimeoutCalls.sends(executor, (flags & QueryExecutor.QUERY_SUPPRESS_BEGIN) == 0);
      if (due != null) {
        TransactionState state = ((QueryExecutor) executor).getTransactionState();
        TimeoutCalls.ahead(due, state == TransactionState.IDLE, state == TransactionState.OPEN);
      }
    }
  }

  /** QueryExecutorImpl.waitOnLock: a fetch, a COPY or a function call holds the connection, and the driver has not yet sent anything of it. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitLocked(@Advice.This Object executor) {
    if (TimeoutCalls.areCarried()) {
      SessionTimeouts due = TimeoutCalls.locked(executor);
      if (due != null) {
        TransactionState state = ((QueryExecutor) executor).getTransactionState();
        TimeoutCalls.ahead(due, state == TransactionState.IDLE, state == TransactionState.OPEN);
      }
    }
  }

  /** QueryExecutorImpl.startCopy: begins a transaction itself. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterStartCopy(@Advice.Argument(1) boolean suppressBegin) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.arm(!suppressBegin);
    }
  }

  /** QueryExecutorImpl.fastpathCall: a function of large objects; begins a transaction itself. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterFunctionCall(@Advice.Argument(2) boolean suppressBegin) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.arm(!suppressBegin);
    }
  }

  /** QueryExecutorImpl.interpretCommandStatus: skipped for the status of a statement that Tripmeter has added. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterStatus(@Advice.This Object executor, @Advice.Argument(0) String status) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.ended(executor, status);
    }
    return BeginCalls.isOfSetting(executor, status);
  }

  /** QueryExecutorImpl.receiveRFQ: the server has answered everything up to here. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitReady(@Advice.This Object executor) {
    if (BeginCalls.carrySettings()) {
      BeginCalls.ready(
          executor, ((QueryExecutor) executor).getTransactionState() != TransactionState.IDLE);
    }
  }

  /** QueryExecutorImpl.receiveErrorResponse: the server skips the statements that follow. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterError(@Advice.This Object executor) {
    if (BeginCalls.carrySettings()) {
      BeginCalls.error(executor);
    }
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.CachedQuery;

/** CachedQueryCreateAction.create: a text that is not in the connection's cache of statements has been parsed. */
final class ParsedAdvice {
  private ParsedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("queryExecutor") Object executor, @Advice.Return CachedQuery parsed) {
    DriverCalls.parsed(executor, parsed.query);
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.parsed(parsed.query.getNativeSql());
    }
  }
}

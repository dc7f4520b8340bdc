package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** PgStatement's result handler takes all rows of a result at once: nothing is done per row. */
final class ResultRowsAdvice {
  private ResultRowsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(2) List<?> tuples, @Advice.Argument(3) @Nullable Object cursor) {
    DriverCalls.rows(tuples.size());
    if (cursor != null && TimeoutCalls.areCarried()) {
      TimeoutCalls.opened(cursor);
    }
  }
}

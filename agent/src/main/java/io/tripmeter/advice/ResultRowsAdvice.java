package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** PgStatement's result handler takes all rows of a result at once: nothing is done per row. */
final class ResultRowsAdvice {
  private ResultRowsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(2) List<?> tuples) {
    DriverCalls.rows(tuples.size());
  }
}

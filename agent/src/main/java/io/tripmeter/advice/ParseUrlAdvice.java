package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import java.util.Properties;
import net.bytebuddy.asm.Advice;

/** Driver.parseURL: its result is what goes to the thread that opens the connection. */
final class ParseUrlAdvice {
  private ParseUrlAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Properties parsed) {
    DriverCalls.parsedUrl(parsed);
  }
}

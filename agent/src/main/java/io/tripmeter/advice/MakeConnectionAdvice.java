package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import java.util.Properties;
import net.bytebuddy.asm.Advice;

/** Driver.makeConnection: runs on the thread that really opens the connection, the driver's own one when there is a login timeout. */
final class MakeConnectionAdvice {
  private MakeConnectionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(1) Properties properties) {
    return DriverCalls.enterConnect(properties);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost, @Advice.Thrown Throwable thrown) {
    DriverCalls.exitConnect(outermost, thrown);
  }
}

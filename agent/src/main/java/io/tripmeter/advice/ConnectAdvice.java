package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import java.sql.Connection;
import java.util.Properties;
import net.bytebuddy.asm.Advice;

/**
 * Driver.connect: the agent may open the connection in the driver's stead, with other properties, or hand out one that it has ready. What
 * it brings, a connection or an exception, takes the place of the method's own.
 */
final class ConnectAdvice {
  private ConnectAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static Object enter(
      @Advice.This Object driver,
      @Advice.Argument(0) String url,
      @Advice.Argument(1) Properties info) {
    return DriverCalls.open(driver, url, info);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter Object opened,
      @Advice.Return(readOnly = false) Connection returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (opened instanceof Connection) {
      returned = (Connection) opened;
    } else if (opened != null) {
      thrown = (Throwable) opened;
    }
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** ConnectionFactoryImpl.createPostgresTimeZone: the driver always sends a time zone at startup, and it beats one in the options. */
final class TimeZoneAdvice {
  private TimeZoneAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return(readOnly = false) String zone) {
    zone = DriverCalls.timeZone(zone);
  }
}

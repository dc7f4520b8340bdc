package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** ConnectionFactoryImpl.sendStartupPacket: from here on the server's messages tell how the connection fares. */
final class StartupAdvice {
  private StartupAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    DriverCalls.startup();
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.PGStream;

/** MakeSSL.convert: the handshake's round trips pass below the driver's stream. */
final class TlsAdvice {
  private TlsAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Argument(0) PGStream stream) {
    DriverCalls.handshaken(stream.getSocket());
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.TripStream;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.VisibleBufferedInputStream;

/** PGStream.flush: bytes are on their way, the next read waits for the answer. */
final class FlushAdvice {
  private FlushAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.FieldValue("pgInput") VisibleBufferedInputStream in) {
    TripStream.flushed(in.getWrapped());
  }
}

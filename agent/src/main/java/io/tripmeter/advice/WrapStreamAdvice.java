package io.tripmeter.advice;

import io.tripmeter.boot.TripStream;
import java.io.InputStream;
import net.bytebuddy.asm.Advice;

/** VisibleBufferedInputStream's constructor: the stream it reads from becomes a counting one. Before super(), hence no suppression. */
final class WrapStreamAdvice {
  private WrapStreamAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.Argument(value = 0, readOnly = false) InputStream in) {
    in = TripStream.around(in);
  }
}

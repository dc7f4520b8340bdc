package io.tripmeter.advice;

import io.tripmeter.boot.TripStream;
import java.io.InputStream;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.VisibleBufferedInputStream;

/** The driver's streams to and from the server. */
final class StreamAdvice {
  private StreamAdvice() {}

  /** VisibleBufferedInputStream's constructor: replaces the stream that it reads from with one that counts. This runs before super(), where nothing can be caught. */
  @Advice.OnMethodEnter
  static void enterWrap(@Advice.Argument(value = 0, readOnly = false) InputStream in) {
    in = TripStream.around(in);
  }

  /** PGStream.flush: the bytes are sent; the next read waits for the answer. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enterFlush() {
    return TripStream.flushing();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitFlush(
      @Advice.Enter long start, @Advice.FieldValue("pgInput") VisibleBufferedInputStream in) {
    TripStream.flushed(in.getWrapped(), start);
  }
}

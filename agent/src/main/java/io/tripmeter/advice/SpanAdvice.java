package io.tripmeter.advice;

import io.tripmeter.boot.SpanCalls;
import net.bytebuddy.asm.Advice;

/** The spans of another OpenTelemetry: of its own agent, or of an application's SDK. */
final class SpanAdvice {
  private SpanAdvice() {}

  /** SdkSpan.startSpan: it has been started, and its processors have been told. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitStart(@Advice.Return Object span) {
    SpanCalls.started(span);
  }

  /** SdkSpan.end: the last moment in which it takes attributes. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterEnd(@Advice.This Object span) {
    SpanCalls.ending(span);
  }
}

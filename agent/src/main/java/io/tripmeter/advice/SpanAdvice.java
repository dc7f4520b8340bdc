package io.tripmeter.advice;

import io.tripmeter.boot.SpanCalls;
import net.bytebuddy.asm.Advice;

/** The spans of another tracer: of OpenTelemetry's, Datadog's or Elastic's agent, or of an application's OpenTelemetry SDK. */
final class SpanAdvice {
  private SpanAdvice() {}

  /** SdkSpan.startSpan and DDSpan.create: it has been started, and its processors have been told. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitStart(@Advice.Return Object span) {
    SpanCalls.started(span);
  }

  /** Elastic's TransactionImpl.onTransactionStart. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitBegin(@Advice.This Object transaction) {
    SpanCalls.started(transaction);
  }

  /** SdkSpan.end, DDSpan.finish and AbstractSpanImpl.end: the last moment in which it takes attributes. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterEnd(@Advice.This Object span) {
    SpanCalls.ending(span);
  }
}

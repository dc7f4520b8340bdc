package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** Called by code inlined into the spans of another tracer. */
public final class SpanCalls {
  private SpanCalls() {}

  public static void started(@Nullable Object span) {
    WorkHooks.Spans hook = WorkHooks.spans();
    if (hook != null && span != null) {
      hook.started(span);
    }
  }

  public static void ending(Object span) {
    WorkHooks.Spans hook = WorkHooks.spans();
    if (hook != null) {
      hook.ending(span);
    }
  }
}

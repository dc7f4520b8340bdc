package io.tripmeter.signals.slowquery;

import org.jspecify.annotations.Nullable;

/** The trace that this thread works for. */
public interface TraceIds {
  /** 32 hexadecimal digits, or null outside of a trace. */
  @Nullable
  String traceId();

  /** 16 hexadecimal digits, or null. */
  @Nullable
  String spanId();

  /** For {@code spans=off}. */
  TraceIds NONE = new TraceIds() {
    @Override
    public @Nullable String traceId() {
      return null;
    }

    @Override
    public @Nullable String spanId() {
      return null;
    }
  };
}

package io.tripmeter.signals.spans.joined;

import io.tripmeter.signals.spans.AttributeSink;

/** Attributes of a span of another tracer. A span that has ended, or does not record, ignores them. */
final class ForeignSpan implements AttributeSink {
  private final SpanApi api;
  private final Object span;

  ForeignSpan(Object span) {
    this.api = SpanApi.of(span.getClass());
    this.span = span;
  }

  @Override
  public void put(String key, long value) {
    putValue(key, value);
  }

  @Override
  public void put(String key, double value) {
    putValue(key, value);
  }

  @Override
  public void put(String key, String value) {
    putValue(key, value);
  }

  @Override
  public void put(String key, boolean value) {
    putValue(key, value);
  }

  private void putValue(String key, Object value) {
    try {
      api.put(span, key, value);
    } catch (Throwable unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }
}

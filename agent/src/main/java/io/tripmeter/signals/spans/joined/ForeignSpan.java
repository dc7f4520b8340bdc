package io.tripmeter.signals.spans.joined;

import io.tripmeter.reflect.ApiMethod;
import io.tripmeter.signals.spans.AttributeSink;

/** Attributes of a span of another OpenTelemetry. A span that has ended, or does not record, ignores them. */
final class ForeignSpan implements AttributeSink {
  private final SpanApi api;
  private final Object span;

  ForeignSpan(Object span) {
    this.api = SpanApi.of(span.getClass());
    this.span = span;
  }

  @Override
  public void put(String key, long value) {
    put(api.setLong, key, value);
  }

  @Override
  public void put(String key, double value) {
    put(api.setDouble, key, value);
  }

  @Override
  public void put(String key, String value) {
    put(api.setText, key, value);
  }

  @Override
  public void put(String key, boolean value) {
    put(api.setFlag, key, value);
  }

  private void put(ApiMethod setter, String key, Object value) {
    try {
      setter.call(span, key, value);
    } catch (Throwable unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }
}

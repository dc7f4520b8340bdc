package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.tripmeter.signals.spans.AttributeSink;
import java.util.concurrent.ConcurrentHashMap;

/** Attributes of a span of the agent's own. Its keys are made once: there are some twenty. */
final class OwnAttributes implements AttributeSink {
  private static final ConcurrentHashMap<String, AttributeKey<Long>> LONGS =
      new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, AttributeKey<Double>> DOUBLES =
      new ConcurrentHashMap<>();

  private final Span span;

  OwnAttributes(Span span) {
    this.span = span;
  }

  @Override
  public void put(String key, long value) {
    span.setAttribute(LONGS.computeIfAbsent(key, AttributeKey::longKey), Long.valueOf(value));
  }

  @Override
  public void put(String key, double value) {
    span.setAttribute(DOUBLES.computeIfAbsent(key, AttributeKey::doubleKey), Double.valueOf(value));
  }

  @Override
  public void put(String key, String value) {
    span.setAttribute(key, value);
  }

  @Override
  public void put(String key, boolean value) {
    span.setAttribute(key, value);
  }
}

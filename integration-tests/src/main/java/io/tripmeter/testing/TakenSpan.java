package io.tripmeter.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * One span as Datadog's agent sends it, or one span or transaction as Elastic's does.
 *
 * @param isRequest whether it is the server's span of a request
 * @param traceId as that agent writes it into logs
 * @param spanId as that agent writes it into logs
 * @param tags texts and numbers; dots in names are as they were sent
 */
public record TakenSpan(
    String name, boolean isRequest, String traceId, String spanId, Map<String, Object> tags) {

  /** @param high the upper half of the trace's id, in hexadecimal; "" where it has none */
  static TakenSpan ofDatadog(JsonNode span, String high) {
    Map<String, Object> tags = tags(span.path("meta"));
    tags.putAll(tags(span.path("metrics")));
    BigInteger low = span.path("trace_id").bigIntegerValue();
    return new TakenSpan(
        span.path("resource").asText(),
        "server".equals(tags.get("span.kind")),
        high.isEmpty() ? low.toString() : high + String.format("%016x", low),
        span.path("span_id").bigIntegerValue().toString(),
        tags);
  }

  static TakenSpan ofElastic(JsonNode span) {
    return new TakenSpan(
        span.path("name").asText(),
        span.path("type").asText().equals("request"),
        span.path("trace_id").asText(),
        span.path("id").asText(),
        tags(span.path("context").path("tags")));
  }

  private static Map<String, Object> tags(JsonNode object) {
    Map<String, Object> tags = new TreeMap<>();
    object
        .fields()
        .forEachRemaining(field -> tags.put(
            field.getKey(),
            field.getValue().isNumber()
                ? (Object) field.getValue().asDouble()
                : field.getValue().asText()));
    return tags;
  }

  /** 0 where there is none. */
  public double number(String tag) {
    return tags.get(tag) instanceof Double number ? number : 0;
  }
}

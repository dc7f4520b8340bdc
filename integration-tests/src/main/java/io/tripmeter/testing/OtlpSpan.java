package io.tripmeter.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One span as it left the process. Attributes are String, Long, Double, Boolean, or a list of those; ids are in hexadecimal and
 * "" where there is none.
 */
public record OtlpSpan(
    String name,
    String kind,
    String traceId,
    String spanId,
    String parentSpanId,
    String status,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    Map<String, Object> resource) {

  static List<OtlpSpan> of(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream().flatMap(OtlpSpan::of).toList();
  }

  private static Stream<OtlpSpan> of(ResourceSpans spans) {
    Map<String, Object> resource = attributes(spans.getResource().getAttributesList());
    return spans.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> of(span, resource));
  }

  private static OtlpSpan of(Span span, Map<String, Object> resource) {
    return new OtlpSpan(
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        resource);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static Map<String, Object> attributes(List<KeyValue> pairs) {
    Map<String, Object> attributes = new TreeMap<>();
    pairs.forEach(pair -> attributes.put(pair.getKey(), value(pair.getValue())));
    return attributes;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case ARRAY_VALUE ->
        value.getArrayValue().getValuesList().stream().map(OtlpSpan::value).toList();
      default -> value.toString();
    };
  }

  /** An integer attribute; 0 where there is none. */
  public long number(String attribute) {
    return attributes.get(attribute) instanceof Long number ? number : 0;
  }

  /** A text attribute; "" where there is none. */
  public String text(String attribute) {
    return attributes.get(attribute) instanceof String text ? text : "";
  }
}

package io.tripmeter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OtlpCollectorTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void spansAreKeptWithTheirAttributes() throws Exception {
    try (OtlpCollector collector = OtlpCollector.start()) {
      assertEquals(200, export(collector));
      OtlpSpan span =
          collector.await(sent -> sent.name().equals("GET /api/tasks"), ForkedJvm.PATIENCE);
      assertEquals("SERVER", span.kind());
      assertEquals(4, span.number("tripmeter.round_trips"));
      assertEquals("0102", span.spanId());
      assertEquals("", span.parentSpanId());
    }
  }

  @Test
  void itAnswersErrorsHangsAndRefusesUntilItIsRestored() throws Exception {
    try (OtlpCollector collector = OtlpCollector.start()) {
      collector.answer(500);
      assertEquals(500, export(collector));
      collector.hang();
      assertThrows(IOException.class, () -> export(collector, Duration.ofMillis(500)));
      collector.refuse();
      assertThrows(IOException.class, () -> export(collector));
      assertEquals(0, collector.spans().size());
      collector.restore();
      assertEquals(200, export(collector));
    }
  }

  private static int export(OtlpCollector collector) throws IOException, InterruptedException {
    return export(collector, ForkedJvm.PATIENCE);
  }

  private static int export(OtlpCollector collector, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(collector.endpoint() + "/v1/traces"))
        .timeout(timeout)
        .POST(BodyPublishers.ofByteArray(request().toByteArray()))
        .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static ExportTraceServiceRequest request() {
    Span span = Span.newBuilder()
        .setName("GET /api/tasks")
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .setSpanId(ByteString.copyFrom(new byte[] {1, 2}))
        .addAttributes(KeyValue.newBuilder()
            .setKey("tripmeter.round_trips")
            .setValue(AnyValue.newBuilder().setIntValue(4)))
        .build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }
}

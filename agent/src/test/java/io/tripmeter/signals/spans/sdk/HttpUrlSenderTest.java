package io.tripmeter.signals.spans.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.signals.spans.Collector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpUrlSenderTest {
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final CapturedLog log = CapturedLog.start();

  @AfterEach
  void writeLogAgain() {
    log.close();
  }

  @Test
  void spansArriveAsProtobuf() throws Exception {
    try (Collector collector = new Collector(200)) {
      assertTrue(export(exporter(collector.endpoint()), spans(1)).isSuccess());

      collector.awaitBodyWith("span 0");
      assertEquals(List.of("application/x-protobuf"), collector.contentTypes());
      assertEquals(List.of(), log.lines());
    }
  }

  @Test
  void spansMayBeCompressed() throws Exception {
    try (Collector collector = new Collector(200)) {
      try (OtlpHttpSpanExporter exporter =
          builder(collector.endpoint()).setCompression("gzip").build()) {
        assertTrue(export(exporter, spans(1)).isSuccess());
      }
      collector.awaitBodyWith("\u001f\u008b");
    }
  }

  @Test
  void aCollectorThatAnswers500IsOneLineHoweverManyBatchesAreLost() throws Exception {
    try (Collector collector = new Collector(500);
        OtlpHttpSpanExporter exporter = exporter(collector.endpoint())) {
      for (int i = 0; i < 10; i++) {
        assertFalse(export(exporter, spans(1)).isSuccess());
      }
      assertEquals(1, log.lines().size(), log.lines().toString());
      assertTrue(
          log.lines().get(0).contains("answer=\"HTTP status 500\""), log.lines().toString());
    }
  }

  @Test
  void nobodyAtTheEndpointIsOneLine() throws Exception {
    try (OtlpHttpSpanExporter exporter =
        exporter("http://127.0.0.1:" + unusedPort() + "/v1/traces")) {
      for (int i = 0; i < 10; i++) {
        assertFalse(export(exporter, spans(1)).isSuccess());
      }
    }
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(log.lines().get(0).contains("Connection refused"), log.lines().toString());
  }

  @Test
  void aCollectorThatNeverAnswersIsGivenUp() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        OtlpHttpSpanExporter exporter =
            exporter("http://127.0.0.1:" + hanging.getLocalPort() + "/v1/traces")) {
      CompletableResultCode result = exporter.export(spans(1));

      assertTrue(result.join(5, TimeUnit.SECONDS).isDone());
      assertFalse(result.isSuccess());
    }
  }

  @Test
  void aCollectorThatNeverReadsIsCutOffByTheNextBatch() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        OtlpHttpSpanExporter exporter =
            exporter("http://127.0.0.1:" + hanging.getLocalPort() + "/v1/traces")) {
      // More than the sockets' buffers hold, so that the write itself blocks.
      List<SpanData> many = spans(100_000);
      CompletableResultCode first = exporter.export(many);
      first.join(1, TimeUnit.SECONDS);
      assertFalse(first.isDone());

      exporter.export(spans(1));

      assertTrue(first.join(5, TimeUnit.SECONDS).isDone());
      assertFalse(first.isSuccess());
    }
  }

  private static CompletableResultCode export(OtlpHttpSpanExporter exporter, List<SpanData> spans) {
    return exporter.export(spans).join(5, TimeUnit.SECONDS);
  }

  private static OtlpHttpSpanExporter exporter(String endpoint) {
    return builder(endpoint).build();
  }

  private static OtlpHttpSpanExporterBuilder builder(String endpoint) {
    return OtlpHttpSpanExporter.builder()
        .setComponentLoader(new SdkComponents(new ExportFailures(endpoint)))
        .setEndpoint(endpoint)
        .setTimeout(TIMEOUT)
        .setRetryPolicy(null);
  }

  private static List<SpanData> spans(int count) {
    List<SpanData> spans = new ArrayList<>();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(new Keeping(spans)).build()) {
      for (int i = 0; i < count; i++) {
        provider.get("test").spanBuilder("span " + i).startSpan().end();
      }
    }
    return spans;
  }

  private static final class Keeping implements SpanProcessor {
    private final List<SpanData> spans;

    Keeping(List<SpanData> spans) {
      this.spans = spans;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      spans.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

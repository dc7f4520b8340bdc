package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import java.util.List;

/** What is attached to the application that is measured. */
enum Variant {
  NONE("none"),
  TRIPMETER("Tripmeter, metrics and slow-query log"),
  TRIPMETER_SPAN("Tripmeter, a request span exported as well"),
  TRIPMETER_STATEMENTS("Tripmeter, a span of each statement exported as well"),
  OPENTELEMETRY("OpenTelemetry agent, OTLP"),
  BOTH("OpenTelemetry agent, OTLP, and Tripmeter");

  final String label;

  Variant(String label) {
    this.label = label;
  }

  /** Those whose requests are measured: all, or without OpenTelemetry's agent ({@code -Dtripmeter.bench.others=false}). */
  static List<Variant> wanted() {
    boolean others = Boolean.parseBoolean(System.getProperty("tripmeter.bench.others", "true"));
    return others
        ? List.of(values())
        : List.of(NONE, TRIPMETER, TRIPMETER_SPAN, TRIPMETER_STATEMENTS);
  }

  /** Those whose start is measured. */
  static List<Variant> started() {
    return List.of(NONE, TRIPMETER, TRIPMETER_SPAN, OPENTELEMETRY);
  }

  ForkedJvmBuilder attach(ForkedJvmBuilder builder, OtlpSink sink) {
    return switch (this) {
      case NONE -> builder;
      case TRIPMETER -> builder.agent("metrics.listen=127.0.0.1:0");
      case TRIPMETER_SPAN ->
        builder.agent("metrics.listen=127.0.0.1:0,otlp.endpoint=" + sink.endpoint());
      case TRIPMETER_STATEMENTS ->
        builder.agent(
            "metrics.listen=127.0.0.1:0,spans=statement,otlp.endpoint=" + sink.endpoint());
      case OPENTELEMETRY -> openTelemetry(builder, sink);
      case BOTH -> openTelemetry(builder, sink).agent("metrics.listen=127.0.0.1:0");
    };
  }

  /** As often as Tripmeter: with five seconds between batches its queue would overflow. */
  private static ForkedJvmBuilder openTelemetry(ForkedJvmBuilder builder, OtlpSink sink) {
    return builder
        .agent(Libraries.openTelemetryAgent(), "")
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint())
        .environment("OTEL_BSP_SCHEDULE_DELAY", "1000")
        .environment("OTEL_SERVICE_NAME", "bench");
  }

  boolean exports() {
    return this != NONE && this != TRIPMETER;
  }
}

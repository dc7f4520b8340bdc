package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import java.util.List;

/** What is attached to the application that is measured. */
enum Variant {
  NONE("none"),
  TRIPMETER("Tripmeter, metrics and slow-query log"),
  TRIPMETER_SPAN("Tripmeter, a request span exported as well"),
  OPENTELEMETRY("OpenTelemetry agent, OTLP");

  final String label;

  Variant(String label) {
    this.label = label;
  }

  /** Those whose requests are measured: all, or without OpenTelemetry's agent ({@code -Dtripmeter.bench.others=false}). */
  static List<Variant> wanted() {
    boolean others = Boolean.parseBoolean(System.getProperty("tripmeter.bench.others", "true"));
    return others ? List.of(values()) : List.of(NONE, TRIPMETER, TRIPMETER_SPAN);
  }

  ForkedJvmBuilder attach(ForkedJvmBuilder builder, OtlpSink sink) {
    return switch (this) {
      case NONE -> builder;
      case TRIPMETER -> builder.agent("metrics.listen=127.0.0.1:0");
      case TRIPMETER_SPAN ->
        builder.agent("metrics.listen=127.0.0.1:0,otlp.endpoint=" + sink.endpoint());
      // As often as Tripmeter: with five seconds between batches its queue would overflow.
      case OPENTELEMETRY ->
        builder
            .agent(Libraries.openTelemetryAgent(), "")
            .environment("OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint())
            .environment("OTEL_BSP_SCHEDULE_DELAY", "1000")
            .environment("OTEL_SERVICE_NAME", "bench");
    };
  }

  boolean exports() {
    return this == TRIPMETER_SPAN || this == OPENTELEMETRY;
  }
}

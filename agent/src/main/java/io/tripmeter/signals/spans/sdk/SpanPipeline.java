package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.tripmeter.boot.AgentThread;
import io.tripmeter.config.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From a span that has ended to a collector: a bounded queue, a batch a second, an OTLP request. What does not fit is dropped. Made by the
 * SDK's own autoconfiguration, so that every variable and system property of OpenTelemetry's that is about spans means what it means there.
 */
final class SpanPipeline {
  private static final long EXIT_SECONDS = 2;

  private final OpenTelemetrySdk sdk;

  private SpanPipeline(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /**
   * @param endpoint the full address for traces
   * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException if OpenTelemetry's environment asks for what it has not
   */
  static SpanPipeline to(String endpoint, String service, OpenTelemetryEnvironment environment) {
    Map<String, String> fixed = new HashMap<>(environment.exporterAndPropagators());
    fixed.put("otel.exporter.otlp.traces.endpoint", endpoint);
    fixed.put("otel.service.name", service);
    fixed.put("otel.metrics.exporter", "none");
    fixed.put("otel.logs.exporter", "none");
    OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
        .setComponentLoader(new SdkComponents(new ExportFailures(endpoint)))
        .addPropertiesSupplier(SpanPipeline::defaults)
        .addPropertiesCustomizer(config -> fixed)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
    SpanPipeline pipeline = new SpanPipeline(sdk);
    pipeline.flushAtExit();
    return pipeline;
  }

  /** Where ours differ from the SDK's: a span is seen soon, and a batch that failed is lost. */
  private static Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.exporter.otlp.protocol", OpenTelemetryEnvironment.HTTP_PROTOBUF);
    defaults.put("otel.bsp.schedule.delay", "1000");
    defaults.put("otel.bsp.export.timeout", "10000");
    defaults.put("otel.java.exporter.otlp.retry.disabled", "true");
    return defaults;
  }

  Tracer tracer() {
    return sdk.getTracerProvider()
        .tracerBuilder("io.tripmeter")
        .setInstrumentationVersion(Version.current())
        .build();
  }

  TextMapPropagator propagator() {
    return sdk.getPropagators().getTextMapPropagator();
  }

  /** A collector that does not answer must not hold up the JVM's exit. */
  private void flushAtExit() {
    Thread hook = AgentThread.daemon("tripmeter-flush", this::flush);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException exiting) {
      // Nothing was recorded yet.
    }
  }

  void flush() {
    sdk.getSdkTracerProvider().forceFlush().join(EXIT_SECONDS, TimeUnit.SECONDS);
  }
}

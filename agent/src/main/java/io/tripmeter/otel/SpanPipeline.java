package io.tripmeter.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tripmeter.boot.AgentThread;
import io.tripmeter.config.Version;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** From a span that has ended to a collector: a bounded queue, a batch a second, an OTLP request. What does not fit is dropped. */
final class SpanPipeline {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int QUEUE = 2_048;
  private static final long EXIT_SECONDS = 2;

  private final SdkTracerProvider provider;

  private SpanPipeline(SdkTracerProvider provider) {
    this.provider = provider;
  }

  /** @param endpoint the full address for traces */
  static SpanPipeline to(String endpoint, String service) {
    SpanPipeline pipeline = new SpanPipeline(provider(exporter(endpoint), service));
    pipeline.flushAtExit();
    return pipeline;
  }

  Tracer tracer() {
    return provider
        .tracerBuilder("io.tripmeter")
        .setInstrumentationVersion(Version.current())
        .build();
  }

  private static SpanExporter exporter(String endpoint) {
    return OtlpHttpSpanExporter.builder()
        .setComponentLoader(new SenderComponents(new ExportFailures(endpoint)))
        .setEndpoint(endpoint)
        .setTimeout(TIMEOUT)
        .setConnectTimeout(TIMEOUT)
        .setRetryPolicy(null)
        .setMeterProvider(MeterProvider.noop())
        .build();
  }

  private static SdkTracerProvider provider(SpanExporter exporter, String service) {
    BatchSpanProcessor processor = BatchSpanProcessor.builder(exporter)
        .setMaxQueueSize(QUEUE)
        .setScheduleDelay(1, TimeUnit.SECONDS)
        .setExporterTimeout(TIMEOUT)
        .build();
    return SdkTracerProvider.builder()
        .setResource(
            Resource.getDefault().toBuilder().put(SERVICE_NAME, service).build())
        .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
        .addSpanProcessor(processor)
        .build();
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
    provider.forceFlush().join(EXIT_SECONDS, TimeUnit.SECONDS);
  }
}

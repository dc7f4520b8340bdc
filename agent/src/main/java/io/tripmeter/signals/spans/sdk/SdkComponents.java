package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.internal.OtlpSpanExporterProvider;
import io.opentelemetry.extension.trace.propagation.B3ConfigurablePropagator;
import io.opentelemetry.extension.trace.propagation.B3MultiConfigurablePropagator;
import io.opentelemetry.extension.trace.propagation.JaegerConfigurablePropagator;
import io.opentelemetry.extension.trace.propagation.OtTraceConfigurablePropagator;
import io.opentelemetry.sdk.autoconfigure.EnvironmentResourceProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.util.Arrays;
import java.util.Collections;

/** The SDK asks for its parts by type; it gets those that Tripmeter ships, and no class loader is searched for any. */
final class SdkComponents implements ComponentLoader {
  private final ExportFailures failures;

  SdkComponents(ExportFailures failures) {
    this.failures = failures;
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type == HttpSenderProvider.class) {
      HttpSenderProvider provider = config -> new HttpUrlSender(config, failures);
      return Collections.singletonList(type.cast(provider));
    }
    if (type == ConfigurableSpanExporterProvider.class) {
      return Collections.singletonList(type.cast(new OtlpSpanExporterProvider()));
    }
    if (type == ResourceProvider.class) {
      return Collections.singletonList(type.cast(new EnvironmentResourceProvider()));
    }
    if (type == ConfigurablePropagatorProvider.class) {
      return Arrays.asList(
          type.cast(new B3ConfigurablePropagator()),
          type.cast(new B3MultiConfigurablePropagator()),
          type.cast(new JaegerConfigurablePropagator()),
          type.cast(new OtTraceConfigurablePropagator()));
    }
    return Collections.emptyList();
  }
}

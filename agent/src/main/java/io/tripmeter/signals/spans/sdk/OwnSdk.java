package io.tripmeter.signals.spans.sdk;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.postgres.Databases;
import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.signals.spans.SpanSource;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.spans.StatementNames;
import org.jspecify.annotations.Nullable;

/** Spans of the agent's own OpenTelemetry SDK. No type of the SDK's is loaded before {@link #start}. */
public final class OwnSdk implements SpanSource {
  private final Settings settings;
  private final StatementNames names;
  private final Databases databases;
  private final OpenTelemetryEnvironment environment = OpenTelemetryEnvironment.ofProcess();

  public OwnSdk(Settings settings, StatementNames names, Databases databases) {
    this.settings = settings;
    this.names = names;
    this.databases = databases;
  }

  @Override
  public @Nullable String reasonForNone() {
    return environment.reasonForNone();
  }

  @Override
  public Spans start() {
    SpanPipeline pipeline = SpanPipeline.to(
        settings.text(Option.OTLP_ENDPOINT), settings.text(Option.SERVICE_NAME), environment);
    return new OwnSpans(
        pipeline.tracer(),
        new RequestSpans(pipeline.tracer(), pipeline.propagator()),
        new ClientSpans(pipeline.tracer(), names, databases),
        new CostAttributes(names, settings));
  }
}

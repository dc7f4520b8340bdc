package io.tripmeter.signals.spans;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.RequestCounters;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.postgres.Databases;
import io.tripmeter.work.RequestObserver;
import io.tripmeter.work.Server;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Spans of requests and statements, or none. Starts by itself after the first request, or earlier by {@link #start}; what happens before
 * the SDK is ready has no span. No type of OpenTelemetry's in here.
 */
public final class Tracing implements RequestObserver, StatementSpans {
  private final Settings settings;
  private final StatementNames names;
  private final Databases databases;
  private static final String APPLICATIONS =
      "the application has an OpenTelemetry SDK of its own: no request shall have two";

  private final OpenTelemetryEnvironment environment = OpenTelemetryEnvironment.ofProcess();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile @Nullable RequestObserver requests;

  /** Ends the spans that have begun, also after no more are made. */
  private volatile @Nullable RequestObserver ending;

  private volatile @Nullable StatementSpans statements;

  public Tracing(Settings settings, StatementNames names, Databases databases) {
    this.settings = settings;
    this.names = names;
    this.databases = databases;
  }

  /** Whether every statement is wanted, as far as the settings go ({@code spans=statement} and an endpoint). */
  public boolean wantsStatements() {
    return settings.text(Option.SPANS).equals("statement") && settings.has(Option.OTLP_ENDPOINT);
  }

  /** Makes the SDK ready in the background, once; returns at once. */
  public void start() {
    if (started.compareAndSet(false, true)) {
      AgentThread.daemon("tripmeter-start", new Runnable() {
            @Override
            public void run() {
              startNow();
            }
          })
          .start();
    }
  }

  /** On this thread, for tests. */
  void startNow() {
    started.set(true);
    String reason = reasonForNone();
    if (reason != null) {
      Log.info("no spans").field("reason", reason).write();
      return;
    }
    try {
      SpanPipeline pipeline = SpanPipeline.to(
          settings.text(Option.OTLP_ENDPOINT), settings.text(Option.SERVICE_NAME), environment);
      if (wantsStatements()) {
        statements = new ClientSpans(pipeline.tracer(), names, databases);
      }
      ending = new ServerSpans(
          pipeline.tracer(), pipeline.propagator(), names, settings.integer(Option.REQUEST_BUDGET));
      requests = ending;
    } catch (Throwable failure) {
      Log.warn("no spans: OpenTelemetry could not be started with these settings (OTEL_...)")
          .field("error", withoutValue(failure))
          .write();
    }
  }

  /** The SDK's message may end with a setting's whole value, and headers hold keys. */
  private static String withoutValue(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    int equals = message.indexOf('=');
    return failure.getClass().getSimpleName() + ": "
        + Secrets.redact(equals < 0 ? message : message.substring(0, equals));
  }

  private @Nullable String reasonForNone() {
    if (settings.text(Option.SPANS).equals("off")) {
      return "spans=off";
    }
    if (OtherOpenTelemetry.isPresent()) {
      return "OpenTelemetry's own agent is in this process and makes them";
    }
    if (ApplicationSdk.isPresent()) {
      return APPLICATIONS;
    }
    return settings.has(Option.OTLP_ENDPOINT)
        ? environment.reasonForNone()
        : "otlp.endpoint is not set";
  }

  @Override
  public void began(RequestCounters request, Server server, Object exchange) {
    RequestObserver ready = requests;
    if (ready != null && ApplicationSdk.isPresent()) {
      requests = null;
      statements = null;
      Log.info("no spans")
          .field("reason", APPLICATIONS)
          .once("application's SDK")
          .write();
    } else if (ready != null) {
      ready.began(request, server, exchange);
    }
  }

  @Override
  public void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos) {
    RequestObserver ready = ending;
    if (ready != null && request.span() != null) {
      ready.ended(request, status, thrown, nanos);
    } else if (!started.get()) {
      start();
    }
  }

  @Override
  public void executed(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool) {
    StatementSpans ready = statements;
    if (ready != null) {
      ready.executed(text, nanos, trips, rows, thrown, pool);
    }
  }
}

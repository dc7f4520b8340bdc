package io.tripmeter.signals.spans;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.WorkObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides who makes spans: a {@link SpanSource}, or nobody. Starts by itself after the first unit of work, or earlier by {@link #start};
 * a request that begins before the source is ready has its span afterwards, without those of its statements. No type of OpenTelemetry's in here.
 */
public final class Tracing implements WorkObserver, Spans {
  private static final String APPLICATIONS =
      "the application has an OpenTelemetry SDK of its own: no request shall have two";

  private final Settings settings;
  private final SpanSource source;
  private final AtomicBoolean started = new AtomicBoolean();

  /** Makes new spans. */
  private volatile Spans making;

  /** Ends the spans that it has made, also after no more are made. */
  private volatile Spans made = NONE;

  private final EarlySpans early = new EarlySpans();

  public Tracing(Settings settings, SpanSource source) {
    this.settings = settings;
    this.source = source;
    boolean wanted =
        settings.has(Option.OTLP_ENDPOINT) && !settings.text(Option.SPANS).equals("off");
    making = wanted ? early : NONE;
  }

  /** Whether every statement is wanted, as far as the settings go ({@code spans=statement} and an endpoint). */
  public boolean wantsStatements() {
    return settings.text(Option.SPANS).equals("statement") && settings.has(Option.OTLP_ENDPOINT);
  }

  /** Makes the source ready in the background, once; returns at once. */
  public void start() {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    try {
      AgentThread.daemon("tripmeter-start", new Runnable() {
            @Override
            public void run() {
              startNow();
            }
          })
          .start();
    } catch (Throwable noThread) {
      making = NONE;
      early.giveTo(NONE);
    }
  }

  /** On this thread, for tests. */
  void startNow() {
    started.set(true);
    Spans spans = spans();
    made = spans;
    making = spans;
    early.giveTo(spans);
  }

  private Spans spans() {
    String reason = reasonForNone();
    if (reason != null) {
      Log.info("no spans").field("reason", reason).write();
      return NONE;
    }
    try {
      return source.start();
    } catch (Throwable failure) {
      Log.warn("no spans: OpenTelemetry could not be started with these settings (OTEL_...)")
          .field("error", withoutValue(failure))
          .write();
      return NONE;
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
    return settings.has(Option.OTLP_ENDPOINT) ? source.reasonForNone() : "otlp.endpoint is not set";
  }

  /** For a unit that has a span already, who has made it. */
  private Spans of(UnitOfWork unit) {
    Object span = unit.span();
    return span == null ? making : span instanceof EarlyUnit ? early : made;
  }

  @Override
  public void began(UnitOfWork unit, Object subject) {
    if (making != NONE && making != early && ApplicationSdk.isPresent()) {
      making = NONE;
      Log.info("no spans")
          .field("reason", APPLICATIONS)
          .once("application's SDK")
          .write();
    }
    making.began(unit, subject);
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos) {
    ended(unit, status, failure);
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure) {
    of(unit).ended(unit, status, failure);
    // A job may run before the application's start is over.
    if (!started.get() && unit.kind() instanceof HttpServer) {
      start();
    }
  }

  @Override
  public void executed(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool) {
    making.executed(text, nanos, trips, rows, thrown, pool);
  }

  @Override
  public @Nullable String traceId(UnitOfWork unit) {
    return of(unit).traceId(unit);
  }

  @Override
  public @Nullable String spanId(UnitOfWork unit) {
    return of(unit).spanId(unit);
  }
}

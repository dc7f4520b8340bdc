package io.tripmeter.signals.spans;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides who makes spans: another tracer in this process, whose spans are joined, a {@link SpanSource}, or nobody. Starts by itself after the first unit of work, or earlier by {@link #start};
 * a request that begins before the source is ready has its span afterwards, without those of its statements. No type of OpenTelemetry's in here.
 */
public final class Tracing implements WorkObserver, Spans {
  private final Settings settings;
  private final SpanSource source;
  private final SpanSource existing;
  private final boolean isOff;

  /** Null until another tracer is seen. */
  private volatile @Nullable Spans joined;

  private final AtomicBoolean started = new AtomicBoolean();

  /** Makes new spans. */
  private volatile Spans making;

  /** Ends the spans that it has made, also after no more are made. */
  private volatile Spans made = NONE;

  private final EarlySpans early = new EarlySpans();

  /**
   * @param source makes spans where nobody else does
   * @param existing the spans that another tracer makes
   */
  public Tracing(Settings settings, SpanSource source, SpanSource existing) {
    this.settings = settings;
    this.source = source;
    this.existing = existing;
    isOff = settings.text(Option.SPANS).equals("off");
    making = isOff || !settings.has(Option.OTLP_ENDPOINT) ? NONE : early;
    if (OtherTracers.agent() != null) {
      joinUnlessOff();
    } else {
      ApplicationSdk.whenSeen(new Runnable() {
        @Override
        public void run() {
          joinUnlessOff();
        }
      });
    }
  }

  private void joinUnlessOff() {
    if (isOff) {
      return;
    }
    synchronized (this) {
      making = join();
    }
    if (started.get()) {
      spans();
    }
  }

  private synchronized Spans join() {
    Spans known = joined;
    if (known == null) {
      known = existing.start();
      joined = known;
    }
    return known;
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
    synchronized (this) {
      made = spans;
      if (joined == null) {
        making = spans;
      }
    }
    early.giveTo(spans);
  }

  private Spans spans() {
    String others = isOff ? null : others();
    if (others != null) {
      Log.info("round trips go onto the spans that are made already")
          .field("by", others)
          .once("joined spans")
          .write();
      return join();
    }
    String reason = reasonForNone();
    if (reason != null) {
      (isAskedFor() ? Log.info("no spans") : Log.debug("no spans"))
          .field("reason", reason)
          .write();
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

  /** Who else makes spans in this process: no request shall have two. */
  private static @Nullable String others() {
    String agent = OtherTracers.agent();
    return agent == null && ApplicationSdk.isPresent()
        ? "the application's OpenTelemetry SDK"
        : agent;
  }

  /** The SDK's message may end with a setting's whole value, and headers hold keys. */
  private static String withoutValue(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    int equals = message.indexOf('=');
    return failure.getClass().getSimpleName() + ": "
        + Secrets.redact(equals < 0 ? message : message.substring(0, equals));
  }

  /** Who has not asked for spans need not hear that there are none. */
  private boolean isAskedFor() {
    return !isOff && (settings.has(Option.OTLP_ENDPOINT) || settings.isExplicit(Option.SPANS));
  }

  private @Nullable String reasonForNone() {
    if (isOff) {
      return "spans=off";
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
    if (!started.get() && unit.kind() instanceof RequestKind) {
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
  public @Nullable String traceFlags(UnitOfWork unit) {
    return of(unit).traceFlags(unit);
  }

  @Override
  public @Nullable String spanId(UnitOfWork unit) {
    return of(unit).spanId(unit);
  }
}

package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.signals.spans.EarlyUnit;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkKind;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span for each unit of work: SERVER for a request, CONSUMER for a message, INTERNAL for any other; only a request's has a parent. A kind whose idle units are not reported
 * gets its span when it is first needed: most runs of scheduled tasks never make a round trip.
 */
final class OwnSpans implements Spans {
  private final Tracer tracer;
  private final RequestSpans requests;
  private final ClientSpans statements;
  private final CostAttributes cost;

  OwnSpans(Tracer tracer, RequestSpans requests, ClientSpans statements, CostAttributes cost) {
    this.tracer = tracer;
    this.requests = requests;
    this.statements = statements;
    this.cost = cost;
  }

  @Override
  public void began(UnitOfWork unit, Object subject) {
    if (unit.kind() instanceof RequestKind) {
      unit.setSpan(requests.start(unit, subject));
    } else if (((WorkKind) unit.kind()).reportsIdle()) {
      unit.setSpan(startInternal(unit));
    }
  }

  private @Nullable Span spanOf(UnitOfWork unit) {
    if (unit.span() == null && !unit.isOver() && !((WorkKind) unit.kind()).reportsIdle()) {
      synchronized (unit) {
        if (unit.span() == null) {
          unit.setSpan(startInternal(unit));
        }
      }
    }
    Object span = unit.span();
    return span instanceof Span ? (Span) span : null;
  }

  private Span startInternal(UnitOfWork unit) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return tracer
        .spanBuilder(name(unit))
        .setParent(Context.root())
        .setSpanKind(isMessage(unit) ? SpanKind.CONSUMER : SpanKind.INTERNAL)
        .setStartTimestamp(now - (System.nanoTime() - unit.start()), TimeUnit.NANOSECONDS)
        .startSpan();
  }

  private static boolean isMessage(UnitOfWork unit) {
    return ((WorkKind) unit.kind()).messagingSystem() != null;
  }

  private static String name(UnitOfWork unit) {
    String name = unit.name();
    return name == null ? unit.kind().label() : name;
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure) {
    Span span = spanOf(unit);
    if (span == null) {
      return;
    }
    report(span, unit, status, failure);
    span.end();
  }

  private void report(Span span, UnitOfWork unit, int status, @Nullable Throwable failure) {
    if (span.isRecording()) {
      boolean isRequest = unit.kind() instanceof RequestKind;
      if (isRequest) {
        RequestSpans.answer(span, unit, status);
      } else {
        span.updateName(name(unit));
        Messages.describe(span, unit);
      }
      String fault = isRequest ? RequestSpans.faultOf(unit, status) : null;
      fail(span, fault, RequestSpans.isFine(unit, fault) ? null : failure);
      cost.set(new OwnAttributes(span), unit.cost(), isRequest);
    }
  }

  @Override
  public void endedEarly(EarlyUnit early) {
    Span span = requests.start(early);
    report(span, early.unit, early.status(), early.failure());
    span.end(early.end(), TimeUnit.NANOSECONDS);
  }

  /** An exception's message may quote anything: only its class is told. */
  private static void fail(Span span, @Nullable String fault, @Nullable Throwable failure) {
    String type = failure != null ? failure.getClass().getName() : fault;
    if (type != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
    }
  }

  @Override
  public void executed(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool) {
    UnitOfWork unit = ThreadState.current().unit();
    Span parent = unit == null ? null : spanOf(unit);
    statements.executed(parent, text, nanos, trips, thrown, pool);
  }

  @Override
  public @Nullable String traceId(UnitOfWork unit) {
    Span span = spanOf(unit);
    return span == null ? null : span.getSpanContext().getTraceId();
  }

  @Override
  public @Nullable String spanId(UnitOfWork unit) {
    Span span = spanOf(unit);
    return span == null ? null : span.getSpanContext().getSpanId();
  }

  @Override
  public @Nullable String traceFlags(UnitOfWork unit) {
    Span span = spanOf(unit);
    return span == null ? null : span.getSpanContext().getTraceFlags().asHex();
  }
}

package io.tripmeter.signals.spans.joined;

import io.tripmeter.boot.ClientSpanState;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkHooks;
import io.tripmeter.log.Log;
import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.RequestKind;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the cost of a unit of work on the span that another tracer has made for it, and the round trips of a statement on its CLIENT
 * span. Which of the two begins first depends on what the other one changes, and on the order of the agents: the span is either there when
 * the unit begins, or is started in it. Its attributes are set before it ends, and again at the unit's end if it still records.
 */
final class JoinedSpans implements Spans, WorkHooks.Spans {
  private final CostAttributes attributes;
  private final CurrentSpans current = new CurrentSpans();

  /** By span, until it ends: a span has one unit at most. */
  private final Map<Object, Join> joins = Collections.synchronizedMap(new WeakHashMap<>());

  JoinedSpans(CostAttributes attributes) {
    this.attributes = attributes;
  }

  /** Before the first unit. */
  void start() {
    current.findAgents();
    WorkHooks.set((WorkHooks.Spans) this);
  }

  @Override
  public void began(UnitOfWork unit, Object subject) {
    try {
      Object span = current.find();
      if (span != null) {
        joinAround(unit, SpanApi.of(span.getClass()), span);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  private void joinAround(UnitOfWork unit, SpanApi api, Object span) throws Throwable {
    if (api.isRecording(span) && api.isLocalRoot(span)) {
      String kind = api.kind(span);
      boolean isUnknown = kind.equals(SpanApi.UNKNOWN);
      if (isUnknown || SpanMatch.isAround(unit, kind)) {
        join(unit, span, !isUnknown);
      }
    }
  }

  private void join(UnitOfWork unit, Object span, boolean isCertain) {
    Join join = new Join(unit, span, isCertain);
    Join known = joins.putIfAbsent(span, join);
    if (known == null) {
      unit.setJoined(join);
    } else if (SpanMatch.isOfIdleTask(known) && joins.replace(span, known, join)) {
      known.forgetSpan();
      unit.setJoined(join);
    }
  }

  @Override
  public void started(Object span) {
    try {
      ThreadState thread = ThreadState.current();
      if (thread.isAgentThread()) {
        return;
      }
      current.seen(span.getClass());
      SpanApi api = SpanApi.of(span.getClass());
      String kind = api.kind(span);
      boolean isUnknown = kind.equals(SpanApi.UNKNOWN);
      if (isUnknown || kind.equals(SpanApi.CLIENT)) {
        thread.clientSpan().started(span);
      }
      UnitOfWork unit = thread.unit();
      if (!kind.equals(SpanApi.CLIENT)
          && unit != null
          && unit.joined() == null
          && !unit.isOver()
          && !thread.runsTask()
          && SpanMatch.isInside(unit, kind)
          && api.isLocalRoot(span)) {
        join(unit, span, !isUnknown);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  @Override
  public void ending(Object span) {
    try {
      SpanApi api = SpanApi.of(span.getClass());
      ClientSpanState client = ThreadState.current().clientSpan();
      if (client.ends(span) && api.kind(span).equals(SpanApi.CLIENT)) {
        statementEnds(client, span);
      }
      Join join = api.isLocalRoot(span) ? joins.remove(span) : null;
      if (join != null) {
        unitsSpanEnds(join, api, span);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  private void unitsSpanEnds(Join join, SpanApi api, Object span) throws Throwable {
    UnitOfWork unit = join.unit();
    if (unit != null) {
      if (SpanMatch.isKept(join, unit, api.kind(span))) {
        set(span, unit);
      } else {
        // The unit's own may still come.
        unit.setJoined(null);
      }
    }
    if (api.usesSpansAgain()) {
      join.forgetSpan();
    }
  }

  private static void statementEnds(ClientSpanState client, Object span) {
    long trips = client.trips();
    if (trips > 0) {
      ForeignSpan to = new ForeignSpan(span);
      to.put(CostAttributes.ROUND_TRIPS, trips);
      to.put(CostAttributes.DATABASE_TIME, CostAttributes.millis(client.databaseNanos()));
    }
  }

  private void set(Object span, UnitOfWork unit) {
    attributes.set(new ForeignSpan(span), unit.cost(), unit.kind() instanceof RequestKind);
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure) {
    Join join = (Join) unit.joined();
    Object span = join == null ? null : join.span();
    try {
      if (join != null && span != null) {
        SpanApi api = SpanApi.of(span.getClass());
        if (api.isRecording(span) && SpanMatch.isKept(join, unit, api.kind(span))) {
          set(span, unit);
        }
      }
    } catch (Throwable broken) {
      failed(broken);
    }
    if (join != null) {
      join.unitEnds();
    }
  }

  @Override
  public @Nullable String traceId(UnitOfWork unit) {
    try {
      Object span = spanOf(unit);
      return span == null ? null : SpanApi.of(span.getClass()).traceId(span);
    } catch (Throwable failure) {
      failed(failure);
      return null;
    }
  }

  @Override
  public @Nullable String spanId(UnitOfWork unit) {
    try {
      Object span = spanOf(unit);
      return span == null ? null : SpanApi.of(span.getClass()).spanId(span);
    } catch (Throwable failure) {
      failed(failure);
      return null;
    }
  }

  @Override
  public @Nullable String traceFlags(UnitOfWork unit) {
    try {
      Object span = spanOf(unit);
      return span == null ? null : SpanApi.of(span.getClass()).traceFlags(span);
    } catch (Throwable failure) {
      failed(failure);
      return null;
    }
  }

  /** The unit's, else the one that this thread works in: a trace that is not sampled has its id all the same. */
  private @Nullable Object spanOf(UnitOfWork unit) throws Throwable {
    Join join = (Join) unit.joined();
    Object span = join == null ? null : join.span();
    return span == null ? current.find() : span;
  }

  private static void failed(Throwable failure) {
    Log.warn("a span of another tracer could not be written to; it is not affected")
        .error(failure)
        .once("joined span " + failure.getClass())
        .write();
  }
}

package io.tripmeter.signals.spans;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.RequestKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the requests that begin before spans can be made, and has their spans made then. */
final class EarlySpans implements Spans {
  /** Requests that are kept; the SDK is ready some hundred milliseconds after the first one. */
  private static final int LIMIT = 256;

  private final List<EarlyUnit> ended = new ArrayList<>();

  private volatile boolean isFull;

  /** Null as long as nothing can make spans. */
  private @Nullable Spans maker;

  @Override
  public void began(UnitOfWork unit, Object subject) {
    if (!isFull && unit.kind() instanceof RequestKind) {
      unit.setSpan(new EarlyUnit(unit, subject));
    }
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure) {
    Object early = unit.span();
    if (early instanceof EarlyUnit) {
      ((EarlyUnit) early).end(status, failure);
      add((EarlyUnit) early);
    }
  }

  private void add(EarlyUnit unit) {
    Spans known;
    synchronized (this) {
      known = maker;
      if (known == null && ended.size() < LIMIT) {
        ended.add(unit);
        isFull = ended.size() == LIMIT;
      }
    }
    if (known != null) {
      known.endedEarly(unit);
    }
  }

  /** From now on this one makes the spans; {@link Spans#NONE} drops them. */
  void giveTo(Spans to) {
    List<EarlyUnit> kept;
    synchronized (this) {
      maker = to;
      kept = new ArrayList<>(ended);
      ended.clear();
    }
    for (EarlyUnit unit : kept) {
      to.endedEarly(unit);
    }
  }
}

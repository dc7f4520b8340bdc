package io.tripmeter.signals.spans.joined;

import io.tripmeter.boot.UnitOfWork;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A unit of work and the span that somebody else has made for it. Any thread. */
final class Join {
  /** Weak: the agent keeps no object of the application, and a span may never end. */
  private final WeakReference<Object> span;

  private volatile @Nullable UnitOfWork unit;

  Join(UnitOfWork unit, Object span) {
    this.unit = unit;
    this.span = new WeakReference<>(span);
  }

  @Nullable
  Object span() {
    return span.get();
  }

  /** Null once the unit has ended: the object may be another unit by now. */
  @Nullable
  UnitOfWork unit() {
    UnitOfWork of = unit;
    return of != null && of.joined() == this ? of : null;
  }

  void unitEnds() {
    unit = null;
  }
}

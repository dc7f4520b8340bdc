package io.tripmeter.signals.spans.joined;

import io.tripmeter.boot.UnitOfWork;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A unit of work and the span that somebody else has made for it. Any thread. */
final class Join {
  /** Weak: the agent keeps no object of the application, and a span may never end. */
  private final WeakReference<Object> span;

  /** Whether the span was known to be that of the unit when they were joined. */
  private final boolean isCertain;

  /** Weak: the span is the key of this in a map that keeps no span, and the unit may lead to it. */
  private final WeakReference<UnitOfWork> unit;

  Join(UnitOfWork unit, Object span, boolean isCertain) {
    this.unit = new WeakReference<>(unit);
    this.isCertain = isCertain;
    this.span = new WeakReference<>(span);
  }

  @Nullable
  Object span() {
    return span.get();
  }

  /** Null once the unit has ended: the object may be another unit by now. */
  @Nullable
  UnitOfWork unit() {
    UnitOfWork of = unit.get();
    return of != null && of.joined() == this ? of : null;
  }

  boolean isCertain() {
    return isCertain;
  }

  /** It is another unit's, or the object may be another span by now. */
  void forgetSpan() {
    span.clear();
  }

  void unitEnds() {
    unit.clear();
  }
}

package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Leads a task to its unit of work, and after the unit's end to where its late round trips are counted. Keeps neither unit nor request alive. */
final class UnitReference extends WeakReference<UnitOfWork> {
  private volatile @Nullable LongAdder late;

  UnitReference(UnitOfWork unit) {
    super(unit);
  }

  /** Null if the unit has ended. */
  @Nullable
  UnitOfWork live() {
    UnitOfWork unit = get();
    return unit == null || unit.isOver() ? null : unit;
  }

  void setLate(LongAdder counter) {
    late = counter;
  }

  /** A task of the unit has made a round trip, and began after the unit's end. */
  void countLate() {
    LongAdder counter = late;
    if (counter != null) {
      counter.increment();
    }
  }
}

package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Reads what a unit of work ended with, and tells the observers. Never throws into the application. */
final class WorkEnds {
  private final WorkObserver[] observers;

  WorkEnds(WorkObserver[] observers) {
    this.observers = observers;
  }

  /** The subject is read now: it may be on its way to be used again. */
  void finish(
      UnitOfWork unit,
      WorkKind kind,
      Object subject,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    unit.close();
    if (!kind.reportsIdle() && isIdle(unit)) {
      unit.release();
      return;
    }
    readName(unit, kind, subject);
    finish(unit, status(kind, subject, response, thrown), failure(kind, subject, thrown));
  }

  /** Unless it has one already. */
  void readName(UnitOfWork unit, WorkKind kind, Object subject) {
    if (unit.name() != null) {
      return;
    }
    try {
      String better = unit.namedBy() == kind ? null : unit.nameNow();
      unit.setName(better == null ? kind.name(subject) : better);
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
    }
  }

  /** 0 if unknown, or if it has none. */
  int status(WorkKind kind, Object subject, @Nullable Object response, @Nullable Throwable thrown) {
    try {
      return kind instanceof RequestKind
          ? ((RequestKind) kind).status(subject, response, thrown)
          : 0;
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
      return 0;
    }
  }

  @Nullable
  Throwable failure(WorkKind kind, Object subject, @Nullable Throwable thrown) {
    try {
      return kind.failure(subject, thrown);
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
      return thrown;
    }
  }

  /** What it ended with has been read. */
  void finish(UnitOfWork unit, int status, @Nullable Throwable failure) {
    WorkKind kind = (WorkKind) unit.kind();
    unit.close();
    if (!kind.reportsIdle() && isIdle(unit)) {
      unit.release();
      return;
    }
    long nanos = System.nanoTime() - unit.start();
    for (WorkObserver observer : observers) {
      try {
        observer.ended(unit, status, failure, nanos);
      } catch (Throwable wrong) {
        Unwatched.report(wrong);
      }
    }
    unit.release();
  }

  /** A statement without an answer makes no round trip, and is in the slow-query log all the same. */
  private static boolean isIdle(UnitOfWork unit) {
    return unit.cost().roundTrips() == 0 && unit.cost().statements() == 0 && unit.span() == null;
  }
}

package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkHooks;
import io.tripmeter.work.WorkKind.Nesting;
import org.jspecify.annotations.Nullable;

/** Makes units of work of the calls in which they begin, go on and end. Never throws into the application. */
public final class UnitsOfWork implements WorkHooks.Units {
  private final WorkKind[] kinds;
  private final WorkObserver[] observers;
  private final WorkEnds ends;

  /**
   * @param kinds each at the index that its advice calls with
   * @param observers told in this order
   */
  public UnitsOfWork(WorkKind[] kinds, WorkObserver... observers) {
    this.kinds = kinds.clone();
    this.observers = observers.clone();
    ends = new WorkEnds(this.observers);
  }

  @Override
  public @Nullable UnitOfWork begin(int index, Object subject, @Nullable UnitOfWork around) {
    try {
      WorkKind kind = kinds[index];
      Nesting nesting = around == null ? Nesting.UNIT : kind.inside((WorkKind) around.kind());
      if (around != null && nesting != Nesting.UNIT) {
        return nesting == Nesting.NAME ? name(around, index, kind, subject) : part(around, index);
      }
      if (kind.onlyNames()) {
        return null;
      }
      OngoingWork ongoing = kind.kept(subject);
      if (ongoing != null) {
        return ongoing.callBegins(subject);
      }
      return kind.counts(subject) ? begin(index, kind, subject) : null;
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
      return null;
    }
  }

  @Override
  public void complete(int index, Object subject) {
    try {
      OngoingWork ongoing = kinds[index].kept(subject);
      if (ongoing != null) {
        ongoing.complete();
        kinds[index].forget(subject);
      }
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
    }
  }

  @Override
  public @Nullable UnitOfWork unitOf(int index, Object task) {
    try {
      OngoingWork work = kinds[index].workOf(task);
      return work == null ? null : work.unit();
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
      return null;
    }
  }

  @Override
  public void name(int index, UnitOfWork unit, Object subject) {
    try {
      WorkKind kind = kinds[index];
      if (kind.inside((WorkKind) unit.kind()) != Nesting.NAME) {
        return;
      }
      if (kind.namesLate()) {
        unit.nameBy(kind, subject);
        return;
      }
      String name = kind.name(subject);
      if (name != null) {
        unit.setName(name);
      }
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
    }
  }

  @Override
  public boolean standsAlone(int index, UnitOfWork around, boolean inContext) {
    WorkKind kind = kinds[index];
    WorkKind other = (WorkKind) around.kind();
    // One more of the same kind is the next on the connection.
    boolean isInside = inContext && kind != other && kind.inside(other) == Nesting.NAME;
    return !isInside && kind.standsAlone(other);
  }

  private static @Nullable UnitOfWork part(UnitOfWork around, int index) {
    around.know(index);
    return null;
  }

  private static @Nullable UnitOfWork name(
      UnitOfWork around, int index, WorkKind kind, Object subject) throws Throwable {
    if (!kind.counts(subject)) {
      return null;
    }
    around.know(index);
    around.nameBy(kind, subject);
    return around;
  }

  private UnitOfWork begin(int index, WorkKind kind, Object subject) throws Throwable {
    String operation = kind.operation(subject);
    String name = kind.nameAtBegin(subject);
    UnitOfWork unit = UnitOfWork.begin(kind, index);
    unit.setOperation(operation);
    unit.setName(name);
    unit.setSubject(subject);
    if (kind.isKeptFromBegin()) {
      kind.keep(subject, new OngoingWork(ends, unit, kind, subject, null));
    }
    for (WorkObserver observer : observers) {
      try {
        observer.began(unit, subject);
      } catch (Throwable failure) {
        Unwatched.report(failure);
      }
    }
    return unit;
  }

  @Override
  public void end(
      int index,
      UnitOfWork unit,
      Object subject,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    try {
      WorkKind kind = kinds[index];
      if (kind != unit.kind()) {
        named(unit, kind, subject, response);
        return;
      }
      boolean goesOn = goesOn(unit, kind, subject, response, thrown);
      OngoingWork ongoing = (OngoingWork) unit.ongoing();
      if (ongoing == null) {
        ends.finish(unit, kind, subject, response, thrown);
        return;
      }
      if (!goesOn) {
        ongoing.completeWith(subject, response, thrown);
      } else if (thrown != null && kind.isKeptFromBegin()) {
        ongoing.fail(thrown);
      }
      ongoing.callEnds(response);
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
    }
  }

  @Override
  public void callEnds(UnitOfWork unit, @Nullable Throwable thrown) {
    OngoingWork ongoing = (OngoingWork) unit.ongoing();
    if (ongoing != null) {
      if (thrown != null) {
        ongoing.fail(thrown);
      }
      ongoing.callEnds(null);
    }
  }

  @Override
  public void tell(int index, int event, Object subject, @Nullable Object what) {
    try {
      kinds[index].told(event, subject, what);
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
    }
  }

  /** Whether the unit goes on without the call that ends; if the library's objects do not tell, it ends with its calls. */
  private boolean goesOn(
      UnitOfWork unit,
      WorkKind kind,
      Object subject,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    try {
      if (!kind.goesOn(subject, thrown)) {
        return false;
      }
      if (kind.isKeptFromBegin()) {
        return true;
      }
      // Now: at completion the subject may be on its way to be used again.
      if (!((WorkKind) unit.namedBy()).namesLate()) {
        ends.readName(unit, kind, subject);
      }
      OngoingWork known = (OngoingWork) unit.ongoing();
      return kind.keep(
          subject, known == null ? new OngoingWork(ends, unit, kind, subject, response) : known);
    } catch (Throwable unreadable) {
      Unwatched.report(unreadable);
      return false;
    }
  }

  /** A call inside of the unit ends that knows its name, and none deeper inside that knows it better. */
  private static void named(
      UnitOfWork unit, WorkKind kind, Object subject, @Nullable Object response) throws Throwable {
    OngoingWork ongoing = (OngoingWork) unit.ongoing();
    if (ongoing != null && kind.goesOn(subject)) {
      kind.join(subject, ongoing);
    }
    if (unit.namedBy() != kind) {
      return;
    }
    if (!(kind instanceof RouteKind)) {
      unit.setName(kind.name(subject));
      return;
    }
    unit.nameAsBefore();
    String name = ((RouteKind) kind).name(subject, unit.nameNow(), response);
    if (name != null) {
      // A servlet between it and the server is about to end, and knows less.
      unit.nameBy(kind, subject);
      unit.setName(name);
    }
  }
}

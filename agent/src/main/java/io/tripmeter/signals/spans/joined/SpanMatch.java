package io.tripmeter.signals.spans.joined;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkKind;

/** Whether a span is that of a unit of work, by what kind of span it is. */
final class SpanMatch {
  private SpanMatch() {}

  /**
   * That the unit was started in: a request is its server's span; a job or a message is a span that nothing in this process is the parent
   * of. A sender may deliver a message itself, so not what it sends or calls.
   */
  static boolean isAround(UnitOfWork unit, String kind) {
    return unit.kind() instanceof RequestKind
        ? kind.equals(SpanApi.SERVER)
        : !kind.equals(SpanApi.SERVER)
            && !kind.equals(SpanApi.CLIENT)
            && !kind.equals(SpanApi.PRODUCER);
  }

  /**
   * That was started in it: a span that begins in the middle of a request, and is not its server's, is a part of it. So is one that begins
   * after a job has asked the database, or the job's cost would be more than that of the span.
   */
  static boolean isInside(UnitOfWork unit, String kind) {
    return kind.equals(SpanApi.SERVER)
        || (unit.kind() instanceof RequestKind
            ? kind.equals(SpanApi.UNKNOWN)
            : !kind.equals(SpanApi.PRODUCER) && unit.cost().roundTrips() == 0);
  }

  /** A scheduler's task that has done nothing yet: a unit that begins inside of it and of the span is what the span is about. */
  static boolean isOfIdleTask(Join join) {
    UnitOfWork unit = join.unit();
    return unit != null
        && ((WorkKind) unit.kind()).isTask()
        && unit.cost().roundTrips() == 0
        && unit.cost().statements() == 0;
  }

  /** Now that the span has a kind, if it had none when the two were joined. */
  static boolean isKept(Join join, UnitOfWork unit, String kind) {
    return join.isCertain() || isAround(unit, kind);
  }
}

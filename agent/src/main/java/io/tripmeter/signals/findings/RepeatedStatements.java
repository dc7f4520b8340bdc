package io.tripmeter.signals.findings;

import io.tripmeter.boot.StatementKind;
import io.tripmeter.signals.slowquery.Repeat;
import java.util.List;

/** A statement that requests repeat from one line (N+1). All executions but the first could be avoided. */
final class RepeatedStatements implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (Repeat repeat : evidence.seen().repeats()) {
      long trips = repeat.avoidable();
      if (trips > 0) {
        found.add(problem(evidence, repeat, trips));
      }
    }
  }

  private static Problem problem(Evidence evidence, Repeat repeat, long trips) {
    double each = (double) trips / repeat.requests();
    double link = Links.of(repeat.pool());
    return new Problem(
            "repeated",
            Severity.ofSaving(link * each / Evidence.NANOS_PER_MILLI),
            repeat.sql().id() + ' ' + repeat.caller(),
            "One line executes the same statement " + Evidence.figure(each + 1)
                + " times a request (N+1).")
        .detail("Each execution but the first waits for a round trip of " + Evidence.link(link)
            + " that one statement for all would not need."
            + (repeat.reason() == null ? "" : " It loads a " + repeat.reason() + "."))
        .number(Evidence.figure(each) + " avoidable round trips a request, "
            + evidence.often(repeat.requests()))
        .saves(evidence.secondsPerHour(link * trips))
        .cure(
            StatementKind.writes(repeat.sql().text())
                ? Remedy.SINGLE_WRITE.text(evidence.settings())
                : repeat.reason() == null ? Remedy.REPEAT.text(evidence.settings()) : Remedy.LAZY,
            "repeated-statements")
        .where(repeat.caller())
        .callers(repeat.outer())
        .route(repeat.workName())
        .sql(repeat.sql());
  }
}

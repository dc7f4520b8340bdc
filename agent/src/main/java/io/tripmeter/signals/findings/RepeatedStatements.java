package io.tripmeter.signals.findings;

import io.tripmeter.boot.StatementKind;
import io.tripmeter.signals.slowquery.Repeat;
import java.util.List;
import java.util.Locale;

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
    double saved = evidence.linkNanos((double) trips);
    return new Problem(
            "repeated",
            Severity.ofSaving(evidence.linkNanos(each) / Evidence.NANOS_PER_MILLI),
            repeat.sql().id() + ' ' + repeat.caller(),
            String.format(
                Locale.ROOT,
                "One line executes the same statement %.1f times a request (N+1).",
                each + 1))
        .detail("Each execution but the first waits for a round trip of " + evidence.link()
            + " that one statement for all would not need."
            + (repeat.reason() == null ? "" : " It loads a " + repeat.reason() + "."))
        .number(String.format(Locale.ROOT, "%.1f avoidable round trips a request, ", each)
            + evidence.often(repeat.requests()))
        .saves(evidence.secondsPerHour(saved))
        .cure(
            StatementKind.writes(repeat.sql().text())
                ? Remedy.SINGLE_WRITE.text()
                : repeat.reason() == null ? Remedy.REPEAT.text() : Remedy.LAZY,
            "repeated-statements")
        .where(repeat.caller())
        .route(repeat.workName())
        .sql(repeat.sql());
  }
}

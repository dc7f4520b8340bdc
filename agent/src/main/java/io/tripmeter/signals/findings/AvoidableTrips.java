package io.tripmeter.signals.findings;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.config.Option;
import io.tripmeter.signals.metrics.WorkStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Round trips of requests that a setting or a small change avoids. Statements that repeat themselves are {@link RepeatedStatements}. */
final class AvoidableTrips implements Check {
  /** A pool that is created asks once or twice for what its connections are like, on the thread of whoever needed it first. */
  private static final int FEWEST = 3;

  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (WorkStats work : evidence.works()) {
      for (int i = 0; i < Avoidable.count(); i++) {
        Avoidable reason = Avoidable.of(i);
        long trips = work.avoidable(reason);
        if (trips >= FEWEST && reason != Avoidable.REPEAT && reason != Avoidable.SINGLE_WRITE) {
          found.add(problem(evidence, work, reason, trips));
        }
      }
    }
  }

  private static Problem problem(Evidence evidence, WorkStats work, Avoidable reason, long trips) {
    Remedy remedy = Remedy.of(reason);
    long requests = work.roundTrips().count();
    double each = (double) trips / requests;
    double link = evidence.links().ofWork(work);
    return new Problem(
            "avoidable",
            Severity.ofSaving(link * each / Evidence.NANOS_PER_MILLI),
            reason.label() + ' ' + work.name(),
            "Round trips that could be avoided: " + remedy.what() + ".")
        .detail("Each of them takes " + Evidence.link(link) + " on the link "
            + evidence.links().bound(link) + ", and the request waits for it.")
        .number(Evidence.figure(each) + " round trips a request (" + reason.label() + "), "
            + evidence.often(trips))
        .saves(evidence.secondsPerHour(link * trips))
        .cure(remedy.text(evidence.settings()), "avoidable-round-trips")
        .setting(setting(evidence, reason))
        .route(work.name());
  }

  /** Where an operator's own setting is the reason. */
  private static @Nullable String setting(Evidence evidence, Avoidable reason) {
    Option validation = Option.POOL_VALIDATION;
    return reason == Avoidable.VALIDATION
            && !evidence.settings().text(validation).equals("auto")
        ? validation.key() + "=auto"
        : null;
  }
}

package io.tripmeter.signals.findings;

import io.tripmeter.config.Option;
import io.tripmeter.signals.metrics.WorkStats;
import java.util.List;
import java.util.Locale;

/** Routes that cost more round trips than {@code request.budget}. */
final class OverBudget implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    int budget = evidence.settings().integer(Option.REQUEST_BUDGET);
    for (WorkStats route : evidence.telemetry().routes().all()) {
      long over = route.overBudget(budget);
      if (budget > 0 && over > 0) {
        found.add(problem(evidence, route, budget, over));
      }
    }
  }

  private static Problem problem(Evidence evidence, WorkStats route, int budget, long over) {
    long requests = route.roundTrips().count();
    double link = evidence.links().ofWork(route);
    return new Problem(
            "over-budget",
            Severity.MEDIUM,
            route.name(),
            "Requests cost more round trips than their budget of " + budget + ".")
        .detail("They make "
            + Evidence.figure((double) route.roundTrips().sum() / Math.max(1, requests))
            + " round trips in the mean; each takes "
            + Evidence.link(link) + " on the link " + evidence.links().bound(link) + ".")
        .number(String.format(Locale.ROOT, "%,d of %,d requests, ", over, requests)
            + evidence.often(over))
        .cure(
            "Look at the route's statements in a slow request, and at the repeated ones.",
            "requests-over-their-budget")
        .route(route.name());
  }
}

package io.tripmeter.signals.findings;

import io.tripmeter.config.Option;
import io.tripmeter.signals.metrics.ExceededBudget;
import java.util.List;

/** The pools of all instances may open more connections than their server has for them. Compared when a pool opens or closes. */
final class BudgetExceeded implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (ExceededBudget budget : evidence.telemetry().exceededBudgets().values()) {
      found.add(problem(evidence, budget));
    }
  }

  private static Problem problem(Evidence evidence, ExceededBudget budget) {
    String fitting = budget.fitting();
    return new Problem(
            "budget",
            Severity.HIGH,
            budget.server(),
            "The pools of all " + budget.instances() + " instances are too large for "
                + budget.server() + ".")
        .detail(
            "When they are all full, the server refuses further connections, other clients' too.")
        .number(
            "they may open " + budget.needed() + " connections, there are " + budget.available())
        .cure(
            fitting == null
                ? "Allow more connections in the server, or run fewer instances: there is less than one connection for each pool."
                : evidence.byTripmeter("Make the pools smaller: " + fitting + " fit."),
            "connection-budget-exceeded")
        .setting(fitting == null ? null : Option.BUDGET_ENFORCE.key() + "=true");
  }
}
